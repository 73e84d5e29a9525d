/// Options that every command takes, and where their values come from: flag, environment, file,
/// default. Front doors: [io.gapless.cli.options.SharedOptions] and [io.gapless.cli.options.Settings].
@NullMarked
package io.gapless.cli.options;

import org.jspecify.annotations.NullMarked;
