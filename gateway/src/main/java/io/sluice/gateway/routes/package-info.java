/** The Camel components a route file names, and the manager that loads route files. */
@NullMarked
package io.sluice.gateway.routes;

import org.jspecify.annotations.NullMarked;
