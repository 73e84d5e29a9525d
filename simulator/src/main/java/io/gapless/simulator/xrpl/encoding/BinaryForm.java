package io.gapless.simulator.xrpl.encoding;

import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Amount.Issued;
import io.gapless.simulator.xrpl.encoding.Amount.Mpt;
import java.util.List;

/// Writes objects in the ledger's binary form.
final class BinaryForm {
  private static final int OBJECT_END = 0xe1;
  private static final int ARRAY_END = 0xf1;
  private static final int PATH_END = 0xff;
  private static final int PATHS_END = 0x00;
  private static final long NOT_XRP = 1L << 63;
  private static final long POSITIVE = 1L << 62;
  private static final int EXPONENT_BITS_AT = 54;
  private static final int EXPONENT_BIAS = 97;
  private static final int POSITIVE_MPT = 0x60;

  private BinaryForm() {}

  static byte[] bytes(StObject object) {
    var out = new BinaryBuffer(512);
    write(object, out);
    return out.bytes();
  }

  private static void write(StObject object, BinaryBuffer out) {
    object.values().forEach((field, value) -> {
      out.header(field.type().code(), field.number());
      write(field.type(), value, out);
    });
  }

  private static void write(FieldType type, Object value, BinaryBuffer out) {
    switch (value) {
      case Long number -> out.number(number, switch (type) {
        case UINT8 -> 1;
        case UINT16 -> 2;
        case UINT32 -> 4;
        default -> 8;
      });
      case byte[] bytes -> {
        if (type.prefixed()) {
          out.length(bytes.length);
        }
        out.all(bytes);
      }
      case AccountId account -> out.length(AccountId.LENGTH).all(account.bytes());
      case Amount amount -> write(amount, out);
      case StObject inner -> {
        write(inner, out);
        out.one(OBJECT_END);
      }
      case List<?> elements -> {
        elements.forEach(element -> write((StObject) element, out));
        out.one(ARRAY_END);
      }
      case Paths paths -> write(paths, out);
      default -> throw new IllegalStateException("no binary form of " + value.getClass());
    }
  }

  private static void write(Amount amount, BinaryBuffer out) {
    switch (amount) {
      case Drops(long drops) -> out.number(POSITIVE | drops, 8);
      case Issued issued -> out.number(bits(issued), 8).all(issued.currency().bytes())
          .all(issued.issuer().bytes());
      case Mpt mpt -> out.one(POSITIVE_MPT).number(mpt.units(), 8).all(mpt.issuanceId());
    }
  }

  private static long bits(Issued issued) {
    if (issued.mantissa() == 0) {
      return NOT_XRP;
    }
    long sign = issued.mantissa() > 0 ? POSITIVE : 0;
    long exponent = (long) (issued.exponent() + EXPONENT_BIAS) << EXPONENT_BITS_AT;
    return NOT_XRP | sign | exponent | Math.abs(issued.mantissa());
  }

  private static void write(Paths paths, BinaryBuffer out) {
    for (int i = 0; i < paths.paths().size(); i++) {
      if (i > 0) {
        out.one(PATH_END);
      }
      for (Paths.Step step : paths.paths().get(i)) {
        out.one(step.type());
        step.account().ifPresent(account -> out.all(account.bytes()));
        step.currency().ifPresent(currency -> out.all(currency.bytes()));
        step.issuer().ifPresent(issuer -> out.all(issuer.bytes()));
      }
    }
    out.one(PATHS_END);
  }
}
