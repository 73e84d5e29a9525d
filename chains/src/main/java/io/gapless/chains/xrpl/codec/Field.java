package io.gapless.chains.xrpl.codec;

/// The fields that are asked for, each as the code of its type above 8 bits of its own code.
/// [Field codes](https://xrpl.org/docs/references/protocol/binary-format#field-ids)
final class Field {

  static final int TRANSACTION_TYPE = of(1, 2);
  static final int FLAGS = of(2, 2);
  static final int SOURCE_TAG = of(2, 3);
  static final int SEQUENCE = of(2, 4);
  static final int DESTINATION_TAG = of(2, 14);
  static final int TRANSACTION_INDEX = of(2, 28);
  static final int TICKET_SEQUENCE = of(2, 41);
  static final int AMOUNT = of(6, 1);
  static final int FEE = of(6, 8);
  static final int SEND_MAX = of(6, 9);
  static final int DELIVER_MIN = of(6, 10);
  static final int DELIVERED_AMOUNT = of(6, 18);
  static final int ACCOUNT = of(8, 1);
  static final int DESTINATION = of(8, 3);
  static final int END_OF_OBJECT = of(14, 1);
  static final int END_OF_ARRAY = of(15, 1);
  static final int TRANSACTION_RESULT = of(16, 3);
  static final int PATHS = of(18, 1);

  private Field() {}

  static int of(int type, int code) {
    return type << 8 | code;
  }
}
