package throughline.server.web;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register;
import throughline.server.accounts.Account;
import throughline.server.accounts.Right;
import throughline.server.accounts.Role;
import throughline.server.filing.FiledRow;
import throughline.server.filing.Filing;
import throughline.server.filing.RegisterDraft;
import throughline.server.page.BothWays;
import throughline.workspace.RegisterRows;

/// Which rows of which register a visitor sees, brings in and corrects.
///
/// What was announced, decided, promised, changed and discussed is seen by whoever sees *Say and do*, of one unit what
/// concerns it. Who was trained, rewarded and listened is seen by who sees the whole organisation. What people predict
/// and rank only they themselves see.
@Component
final class RegisterDesk {

    private static final Set<FactKind> OF_UNITS = Set.of(
            FactKind.ANNOUNCEMENTS,
            FactKind.DECISIONS,
            FactKind.PROMISES,
            FactKind.STEPS,
            FactKind.PUSHES,
            FactKind.AGENDAS);
    private static final Set<FactKind> OF_ONESELF = Set.of(FactKind.FORECASTS, FactKind.IMPORTANCES);

    /// Those that forms file without a rule of their own.
    private static final Set<FactKind> FILED = Set.of(FactKind.ANNOUNCEMENTS, FactKind.DECISIONS, FactKind.PROMISES);

    /// Who is named in rows of a unit, and may be of another.
    private static final Set<String> NAMES = Set.of("by", "sponsor", "owner_after");

    private final Visitors visitors;
    private final Filing filing;
    private final Clock clock;

    RegisterDesk(Visitors visitors, Filing filing, Clock clock) {
        this.visitors = visitors;
        this.filing = filing;
        this.clock = clock;
    }

    /// The registers that the visitor sees.
    List<FactKind> kinds() {
        return RegisterRows.kinds().stream().filter(this::sees).toList();
    }

    private boolean sees(FactKind kind) {
        return unit().isEmpty() || OF_UNITS.contains(kind);
    }

    private Optional<String> unit() {
        return visitors.current().account().flatMap(Account::unit);
    }

    /// The columns that the visitor sees and may bring in.
    List<String> columns(FactKind kind) {
        return RegisterDraft.columns(kind).stream()
                .filter(c -> unit().isEmpty() || !NAMES.contains(c))
                .toList();
    }

    /// The rows that the visitor sees, with the columns that the visitor sees.
    List<Map<String, String>> seen(FactKind kind, Seen seen) {
        List<String> columns = columns(kind);
        return all(kind, seen).stream()
                .filter(row -> isSeen(kind, row, seen))
                .map(row -> {
                    Map<String, String> shown = new LinkedHashMap<>(row);
                    shown.keySet().retainAll(columns);
                    return shown;
                })
                .toList();
    }

    private boolean isSeen(FactKind kind, Map<String, String> row, Seen seen) {
        if (OF_ONESELF.contains(kind)) {
            return visitors.current().account().flatMap(Account::person).equals(Optional.ofNullable(row.get("person")));
        }
        String of = row.getOrDefault("unit", "");
        return of.isEmpty()
                || unit().map(own -> seen.ready().workspace().isWithin(of, own)).orElse(true);
    }

    /// All rows there are: those that are facts, and those that were filed lately and are none yet.
    List<Map<String, String>> all(FactKind kind, Seen seen) {
        List<Map<String, String>> rows = new ArrayList<>(
                RegisterRows.of(kind, seen.ready().workspace().workspace().register()));
        Register filed = filing.lately(kind, FactFormController.zone(seen));
        List<Map<String, String>> lately = RegisterRows.of(kind, filed);
        if (kind.id().isEmpty()) {
            lately.stream().filter(row -> !rows.contains(row)).forEach(rows::add);
            return rows;
        }
        String id = kind.id().get();
        Map<String, Map<String, String>> byId = new LinkedHashMap<>();
        rows.forEach(row -> byId.put(row.getOrDefault(id, ""), row));
        lately.forEach(row -> byId.put(row.getOrDefault(id, ""), row));
        filed.withdrawn().stream().filter(w -> w.table().equals(kind.table())).forEach(w -> byId.remove(w.id()));
        return List.copyOf(byId.values());
    }

    /// What was taken back, newest first.
    List<Register.Withdrawn> withdrawn(FactKind kind, Seen seen) {
        Map<String, Register.Withdrawn> byId = new HashMap<>();
        List<Register.Withdrawn> all =
                new ArrayList<>(seen.ready().workspace().workspace().register().withdrawn());
        all.addAll(filing.lately(kind, FactFormController.zone(seen)).withdrawn());
        all.stream()
                .filter(w -> w.table().equals(kind.table()))
                .filter(w -> isSeen(kind, w.unit() == null ? Map.of() : Map.of("unit", w.unit()), seen))
                .forEach(w -> byId.put(w.id(), w));
        return byId.values().stream().sorted((a, b) -> b.on().compareTo(a.on())).toList();
    }

    /// Whether the visitor may bring in rows.
    boolean bringsIn(FactKind kind) {
        return sees(kind) && visitors.current().may(FILED.contains(kind) ? Right.RECORD : Right.BRING_IN);
    }

    /// Of those that a page fills, the ones that the visitor sees; the demo has none to take away.
    List<BothWays> both(Seen seen, FactKind... filled) {
        return seen.ready().demo()
                ? List.of()
                : Stream.of(filled).filter(this::sees).map(this::both).toList();
    }

    /// Where the rows that the visitor sees are taken away, and brought in if the visitor may.
    BothWays both(FactKind kind) {
        String at = RegisterController.at(kind);
        return new BothWays(
                RegisterWords.title(kind),
                at + "/file",
                bringsIn(kind) ? Optional.of(at + "/bring-in") : Optional.empty());
    }

    /// Why the visitor may not put a row in the place of another, or add it; empty where that is right.
    Optional<String> refusal(Optional<Map<String, String>> before, Map<String, String> row, Seen seen) {
        if (unit().isEmpty()) {
            return Optional.empty();
        }
        if (before.filter(b -> !isOwn(b, seen)).isPresent()) {
            return Optional.of(say("This id is taken. Give it another."));
        }
        return isOwn(row, seen) ? Optional.empty() : Optional.of(say("Choose a unit of yours."));
    }

    private boolean isOwn(Map<String, String> row, Seen seen) {
        String of = row.getOrDefault("unit", "");
        return unit().map(own -> !of.isEmpty() && seen.ready().workspace().isWithin(of, own))
                .orElse(true);
    }

    /// Whether the visitor may correct or withdraw a row: who filed it in a form, an administrator and an analyst.
    boolean corrects(FactKind kind, Map<String, String> row, Seen seen) {
        Optional<Account> account = visitors.current().account();
        if (account.isEmpty() || !FILED.contains(kind) || !visitors.current().may(Right.RECORD)) {
            return false;
        }
        Role role = account.get().role();
        String id = row.getOrDefault(kind.id().orElse(""), "");
        return isOwn(row, seen)
                && (role == Role.ADMINISTRATOR || role == Role.ANALYST || FiledRow.isOf(id, account.get()));
    }

    /// The day it is where the organisation is.
    LocalDate today(Seen seen) {
        ZoneId zone = FactFormController.zone(seen);
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /// The register of an address.
    ///
    /// @throws NotFoundException if there is none, or not for the visitor
    FactKind kind(String table) {
        return kinds().stream()
                .filter(k -> k.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(say("There is no such register.")));
    }
}
