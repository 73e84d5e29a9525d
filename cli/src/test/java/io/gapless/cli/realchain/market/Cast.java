package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.anvil.Account;
import io.gapless.cli.realchain.anvil.AnvilChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Who acts in the story.
///
/// @param operator deploys the contracts and sends what the exchange settles
/// @param oracle answers the questions
/// @param feeReceiver gets the fees and does nothing
/// @param stranger splits worthless collateral
/// @param wallets those who trade
public record Cast(Account operator, Account oracle, Wallet feeReceiver, Wallet stranger,
    List<Wallet> wallets) {

  private static final List<String> NAMES =
      List.of("ada", "ben", "cyd", "dan", "eve", "fay", "gus", "hal");
  private static final int FIRST_KEY = 101;

  static Cast of(AnvilChain chain) throws IOException {
    var wallets = new ArrayList<Wallet>();
    for (var name : NAMES) {
      wallets.add(new Wallet(name, Account.create(chain, FIRST_KEY + wallets.size())));
    }
    int next = FIRST_KEY + wallets.size();
    return new Cast(Account.create(chain, next), Account.create(chain, next + 1),
        new Wallet("fees", Account.create(chain, next + 2)),
        new Wallet("stranger", Account.create(chain, next + 3)), List.copyOf(wallets));
  }

  /// The wallets, and the two that do not trade.
  public List<Wallet> everybody() {
    return Stream.concat(wallets.stream(), Stream.of(feeReceiver, stranger)).toList();
  }

  /// A wallet by its name, e.g. `ada`.
  public Wallet wallet(String name) {
    return wallets.stream().filter(wallet -> wallet.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody is called " + name));
  }
}
