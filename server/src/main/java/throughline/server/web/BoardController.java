package throughline.server.web;

import static throughline.text.Text.say;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.board.BoardOrders;
import throughline.server.chart.Words;
import throughline.server.page.BoardPage;
import throughline.server.page.BoardPage.Around;
import throughline.server.page.BoardPage.Sending;
import throughline.server.page.BoardPage.Turn;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.report.BoardPack;

/// What the board looks at once a month, as a page and as a pack to hand out.
@Controller
class BoardController {

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;
    private final BoardOrders orders;
    private final BoardMail mail;

    BoardController(Reception reception, ShellMaker shells, Visitors visitors, BoardOrders orders, BoardMail mail) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.orders = orders;
        this.mail = mail;
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @GetMapping("/board")
    PageView board(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        return reception.show(Visit.of(period, part, null, theme), any -> {
            Seen seen = reception.atMonth(any);
            YearMonth month = seen.month();
            return new PageView(
                    "board",
                    BoardPage.of(
                            seen.examination(),
                            month,
                            around(seen, month),
                            shells.around(
                                    seen, Place.BOARD, "/board", new Crumb(say("Board page"), Optional.empty()))));
        });
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @GetMapping("/board.pdf")
    ResponseEntity<byte[]> pack(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part) {
        return reception.answer(
                Visit.of(period, part, null, null),
                any -> {
                    Seen seen = reception.atMonth(any);
                    return ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_PDF)
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .header(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    ContentDisposition.attachment()
                                            .filename("throughline-%s.pdf".formatted(seen.month()))
                                            .build()
                                            .toString())
                            .body(BoardPack.of(seen.examination(), seen.month()));
                },
                ReportController::nothingYet);
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @PostMapping("/board/orders")
    View order() {
        return reception.answer(
                Visit.USUAL,
                seen -> {
                    if (visitors.current() instanceof SignedIn who
                            && !seen.ready().demo()) {
                        orders.place(who, seen.month());
                    }
                    return SeeOther.at("/board");
                },
                otherwise -> SeeOther.at("/board"));
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @PostMapping("/board/orders/end")
    View end() {
        if (visitors.current() instanceof SignedIn who) {
            orders.cancel(who);
        }
        return SeeOther.at("/board");
    }

    private Sending sending(Seen seen) {
        return visitors.current() instanceof SignedIn who && !seen.ready().demo()
                ? orders.has(who.who().id()) ? Sending.ON : mail.works() ? Sending.OFF : Sending.NO_MAIL
                : Sending.NOT_FOR_YOU;
    }

    private Around around(Seen seen, YearMonth month) {
        List<YearMonth> months = seen.ready().workspace().months();
        return new Around(
                turn(seen, months, month.minusMonths(1)),
                turn(seen, months, month.plusMonths(1)),
                Optional.of(seen.visit().pack()),
                sending(seen));
    }

    private static Optional<Turn> turn(Seen seen, List<YearMonth> months, YearMonth month) {
        return Optional.of(month)
                .filter(months::contains)
                .map(m -> new Turn(seen.visit().at(m).board().orElseThrow(), Words.month(m)));
    }
}
