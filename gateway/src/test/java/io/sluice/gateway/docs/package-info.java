/** What the documents say is true: their files pass the check, their commands run. */
@NullMarked
package io.sluice.gateway.docs;

import org.jspecify.annotations.NullMarked;
