package io.sluice.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A component of Camel that {@code gateway.yaml} may allow. Components and parameters are lists of
 * what may be, because a list of what may not be is never complete among 350 components: one
 * parameter that names a class, a bean or a login module is enough to run code.
 *
 * @param name as in {@code name:topic}
 * @param receives whether a route may begin with it
 * @param parameters what a route may set
 */
record ExternalComponent(String name, boolean receives, Set<String> parameters) {
  private static final Map<String, ExternalComponent> ALL = new TreeMap<>();

  static {
    receiver(
        "amqp",
        "clientId concurrentConsumers deliveryPersistent durableSubscriptionName priority"
            + " subscriptionDurable timeToLive");
    receiver(
        "aws2-kinesis",
        "iteratorType maxResultsPerRequest region shardId useDefaultCredentialsProvider");
    sender("aws2-s3", "keyName multiPartUpload partSize region useDefaultCredentialsProvider");
    sender("aws2-sns", "region subject useDefaultCredentialsProvider");
    receiver(
        "aws2-sqs",
        "maxMessagesPerPoll region useDefaultCredentialsProvider visibilityTimeout"
            + " waitTimeSeconds");
    receiver("azure-eventhubs", "consumerGroupName credentialType partitionId");
    receiver("azure-servicebus", "credentialType serviceBusType subscriptionName");
    sender("azure-storage-blob", "blobName blobType credentialType operation");
    receiver("google-pubsub", "ackMode concurrentConsumers maxMessagesPerPoll");
    sender("google-storage", "objectName");
    sender("https", "connectTimeout httpMethod responseTimeout soTimeout");
    sender("influxdb2", "bucket operation org");
    receiver(
        "kafka",
        "autoOffsetReset brokers clientId compressionCodec deliveryTimeoutMs enableIdempotence"
            + " groupId heartbeatIntervalMs key lingerMs maxPollRecords producerBatchSize"
            + " requestRequiredAcks requestTimeoutMs retries securityProtocol sessionTimeoutMs");
    receiver(
        "nats",
        "connectionTimeout maxReconnectAttempts pingInterval queueName reconnectTimeWait secure"
            + " servers");
    receiver(
        "paho-mqtt5",
        "automaticReconnect brokerUrl cleanStart clientId connectionTimeout keepAliveInterval"
            + " maxReconnectDelay qos receiveMaximum retained sessionExpiryInterval");
    receiver("pulsar", "producerName sendTimeoutMs subscriptionName subscriptionType");
    receiver("spring-rabbitmq", "acknowledgeMode concurrentConsumers queues routingKey");
  }

  private static void receiver(String name, String parameters) {
    ALL.put(name, new ExternalComponent(name, true, words(parameters)));
  }

  private static void sender(String name, String parameters) {
    ALL.put(name, new ExternalComponent(name, false, words(parameters)));
  }

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.split(" ")));
  }

  static Optional<ExternalComponent> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  /** Whether its jar is beside ours, by the file in which Camel finds it. */
  boolean isInstalled() {
    String entry = "META-INF/services/org/apache/camel/component/" + name;
    return ExternalComponent.class.getClassLoader().getResource(entry) != null;
  }

  /** The jar that has it; all of these are named alike. */
  String jar() {
    return "camel-" + (name.equals("https") ? "http" : name);
  }
}
