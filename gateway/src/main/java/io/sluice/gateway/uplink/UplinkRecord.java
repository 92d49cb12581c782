package io.sluice.gateway.uplink;

import java.time.Instant;

/**
 * One record for the cloud.
 *
 * @param id stable and unique for the gateway: {@code gateway/stream/sequence}; a receiver that
 *     sees it twice drops the second
 * @param stream whose sequence it belongs to
 * @param sequence its number in the stream, from 1
 * @param kind summary, alarm, decision, gap …
 * @param time what the record is about
 * @param redelivered true where it may have been sent before
 * @param body the text of one JSON object
 */
public record UplinkRecord(
    String id,
    String stream,
    long sequence,
    String kind,
    Instant time,
    boolean redelivered,
    String body) {}
