package io.sluice.connectors;

import java.time.Duration;

/**
 * What a peer made of the times asked for one of its groups.
 *
 * @param group the group
 * @param publishing time between two scans that the peer will keep
 * @param sampling slowest time between two samples of a tag that the peer will keep
 */
public record GrantedInterval(TagGroup group, Duration publishing, Duration sampling) {}
