package io.sluice.gateway;

import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.config.versions.Versions;

/**
 * Where changes come from and are kept.
 *
 * @param reader checks files
 * @param user the directories that people edit
 * @param versions what has run
 */
record Ground(ConfigFiles reader, UserFiles user, Versions versions) {}
