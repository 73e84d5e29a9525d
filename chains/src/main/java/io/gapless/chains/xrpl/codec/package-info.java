/// The XRP Ledger's binary form: its fields, values and hashes, read from bytes. Front doors:
/// [FieldReader], [XrplAmount], [AccountId].
@NullMarked
package io.gapless.chains.xrpl.codec;

import org.jspecify.annotations.NullMarked;
