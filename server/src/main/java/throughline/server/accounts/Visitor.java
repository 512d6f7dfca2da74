package throughline.server.accounts;

import java.util.Optional;
import java.util.UUID;

/// Who asks for a page.
public sealed interface Visitor {

    /// Whether the visitor has a right. For a [Guest] that is on the demo only.
    boolean may(Right right);

    /// The account, of who has one.
    default Optional<Account> account() {
        return Optional.empty();
    }

    /// Somebody who is signed in.
    ///
    /// @param session names the session on the page of the account
    record SignedIn(Account who, UUID session) implements Visitor {

        @Override
        public boolean may(Right right) {
            return right == Right.ANYBODY || right.isOf(who.role());
        }

        @Override
        public Optional<Account> account() {
            return Optional.of(who);
        }
    }

    /// Somebody who looks at the demo on this computer before anybody has signed up.
    record Guest() implements Visitor {

        @Override
        public boolean may(Right right) {
            return right == Right.ANYBODY || right.reachesTheDemo();
        }
    }

    /// Somebody who is not signed in.
    record Stranger() implements Visitor {

        @Override
        public boolean may(Right right) {
            return right == Right.ANYBODY;
        }
    }
}
