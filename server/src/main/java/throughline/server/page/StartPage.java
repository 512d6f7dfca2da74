package throughline.server.page;

import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;

/// What is shown before there are any data: fifteen dashed rings and how to bring in the first file.
///
/// @param folder where the workspace belongs
/// @param needs what each cause needs to be judged
public record StartPage(Shell shell, Markup marks, String folder, List<Need> needs) {

    /// What a cause needs.
    public record Need(String title, String text) {}

    /// The page for a data folder.
    public static StartPage of(String folder, Shell shell) {
        return new StartPage(
                shell,
                DiagnosisPage.marks(Collections.nCopies(Cause.values().length, Side.UNKNOWN)),
                folder,
                Arrays.stream(Cause.values())
                        .map(c -> new Need(c.title(), need(c)))
                        .toList());
    }

    private static String need(Cause cause) {
        return switch (cause) {
            case NOBODY_ACCOUNTABLE -> say("who answers for which touchpoint, in organisation.yaml");
            case OUTSIDE_STRATEGY -> say("objectives by layer; board agendas");
            case NO_SERVICE_DESIGN -> say("touchpoints with standards and measures; the promise");
            case ONE_DIMENSIONAL_FEEDBACK -> say("survey answers and complaints");
            case FEELINGS_UNLINKED -> say("survey answers, and readings of what service runs on");
            case TECHNOLOGY_APART -> say("contacts with the matter they are about");
            case MEASURED_ON_THROUGHPUT -> say("scorecards; contacts with their handling time");
            case TRAINING_DOES_NOT_WORK -> say("a training log; evaluations or survey answers");
            case SAY_DO_GAP -> say("announcements, decisions and promises; a staff pulse");
            case MANAGEMENT_OUT_OF_TOUCH -> say("managers’ forecasts of what customers will say");
            case INITIATIVE_NOT_COMMITMENT -> say("steps that have ended, and the measure they aimed at");
            case STARTS_AT_THE_BOTTOM -> say("steps with the layer they ask to change");
            case STORES_ONLY -> say("contacts and measures by department");
            case SALES_FIRST -> say("offers or sales pushes, and survey answers");
            case TOO_MUCH_AT_ONCE -> say("steps with unit and dates");
        };
    }
}
