package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.BlockBootstrap;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// Where customers come and where their experience is measured, touchpoint by touchpoint and week by week.
///
/// Measurement is what customers answer and evaluators judge, the standards of a touchpoint and the steps
/// that work on it: each answer, evaluation, standard and step counts once. A step names units; it counts
/// at their touchpoints, by their contacts. An operational log of every contact says nothing of the
/// experience there. A touchpoint is measured when it gets at least a quarter of the answers and
/// evaluations that its share of the contacts would bring it, and five at the least. Answers, or evaluations, that
/// stopped long ago ([Freshness]) count as if there were none: nobody is listening now, and with them nothing could be
/// less sure than without.
final class Attention {

    /// Answers and evaluations from which shares are compared at all (ours), and as many for each touchpoint.
    private static final long FEWEST = 200;

    private static final long FEWEST_EACH = 10;

    /// Share of what its contacts would bring it from which a touchpoint counts as measured (ours).
    private static final double FAIR = 0.25;

    private static final long FEWEST_MEASURED = 5;
    private static final long FEWEST_IN_A_WEEK = 30;

    /// Assumed of answers that come in fewer than five weeks (ours).
    private static final double DESIGN_EFFECT = 4;

    private static final Set<String> WINDOW = Set.of("store", "phone");
    private static final Set<String> WINDOW_WORDS =
            Set.of("store", "stores", "shop", "shops", "branch", "phone", "telephone", "call", "calls");

    /// The tables of what customers answer and evaluators judge.
    static final List<FactKind> HEARD = List.of(FactKind.RESPONSES, FactKind.EVALUATIONS);

    private final boolean counted;
    private final List<Place> places;
    private final Map<String, Place> byId = new HashMap<>();
    private final Map<String, Boolean> window = new HashMap<>();
    private final List<LocalDate> weeks;
    private final double[][] contactsByWeek;
    private final double[] otherContacts;
    private final double[][] voicesByWeek;
    private final double[] standing;
    private final List<String> files;

    /// A touchpoint.
    ///
    /// @param contactShare its share of all contacts, 0 to 1
    /// @param voices its answers and evaluations
    /// @param attentionShare its share of all answers, evaluations, standards and steps, 0 to 1
    record Place(
            String touchpoint,
            String title,
            long contacts,
            long voices,
            double contactShare,
            double attentionShare,
            boolean measured) {
        /// How much more of the contacts it has than of the measurement.
        double gap() {
            return contactShare - attentionShare;
        }
    }

    private Attention(
            boolean counted,
            List<Place> places,
            List<LocalDate> weeks,
            double[][] contactsByWeek,
            double[] otherContacts,
            double[][] voicesByWeek,
            double[] standing,
            List<String> files) {
        this.counted = counted;
        this.places = places;
        this.weeks = weeks;
        this.contactsByWeek = contactsByWeek;
        this.otherContacts = otherContacts;
        this.voicesByWeek = voicesByWeek;
        this.standing = standing;
        this.files = files;
        places.forEach(p -> byId.put(p.touchpoint(), p));
    }

    /// Counts contacts, answers and evaluations of the dossier.
    static Attention of(Dossier dossier) {
        var volume = Volume.of(dossier);
        Map<LocalDate, Map<String, Long>> contacts = weekly(dossier, FactKind.INTERACTIONS);
        List<FactKind> heardIn = HEARD.stream()
                .filter(kind ->
                        Freshness.of(dossier, kind).filter(Freshness::late).isEmpty())
                .toList();
        Map<LocalDate, Map<String, Long>> voices = new TreeMap<>();
        heardIn.forEach(kind -> weekly(dossier, kind)
                .forEach((week, counts) -> counts.forEach((t, n) ->
                        voices.computeIfAbsent(week, w -> new TreeMap<>()).merge(t, n, Long::sum))));
        List<String> ids =
                volume.entries().stream().map(Volume.Entry::touchpoint).toList();
        var all = new java.util.TreeSet<>(contacts.keySet());
        all.addAll(voices.keySet());
        List<LocalDate> weeks = List.copyOf(all);
        double[][] contactsByWeek = matrix(weeks, ids, contacts);
        double[][] voicesByWeek = matrix(weeks, ids, voices);
        double[] other = new double[ids.size()];
        double[] heard = new double[ids.size()];
        for (int p = 0; p < other.length; p++) {
            other[p] = volume.entries().get(p).contacts();
            for (int w = 0; w < weeks.size(); w++) {
                other[p] -= contactsByWeek[w][p];
                heard[p] += voicesByWeek[w][p];
            }
        }
        double[] standing = new StandingAttention(dossier).of(ids);
        var files = new ArrayList<>(volume.files(dossier));
        Stream.concat(heardIn.stream().filter(k -> dossier.has(k, "touchpoint")), Stream.of(FactKind.STEPS))
                .flatMap(k -> dossier.files(k).stream())
                .filter(f -> !files.contains(f))
                .forEach(files::add);
        var attention = new Attention(
                volume.known(),
                places(dossier, volume, heard, standing),
                weeks,
                contactsByWeek,
                other,
                voicesByWeek,
                standing,
                files);
        attention.findWindow(dossier);
        return attention;
    }

    private static List<Place> places(Dossier dossier, Volume volume, double[] heard, double[] standing) {
        double voices = Arrays.stream(heard).sum();
        double attention = voices + Arrays.stream(standing).sum();
        double contacts = volume.total();
        var places = new ArrayList<Place>();
        for (int p = 0; p < heard.length; p++) {
            Volume.Entry entry = volume.entries().get(p);
            double fair = voices * entry.contacts() / contacts;
            String title = dossier.registry()
                    .touchpoint(entry.touchpoint())
                    .map(Touchpoint::title)
                    .orElse(entry.touchpoint());
            places.add(new Place(
                    entry.touchpoint(),
                    title,
                    entry.contacts(),
                    Math.round(heard[p]),
                    entry.contacts() / contacts,
                    attention == 0 ? 0 : (heard[p] + standing[p]) / attention,
                    heard[p] >= FEWEST_MEASURED && heard[p] >= FAIR * fair));
        }
        return places;
    }

    private static Map<LocalDate, Map<String, Long>> weekly(Dossier dossier, FactKind kind) {
        Map<LocalDate, Map<String, Long>> counts = new TreeMap<>();
        if (dossier.has(kind, "touchpoint")) {
            for (Cell cell : dossier.scan(CubeQuery.of(kind).by(new Key.Week(), new Key.By("touchpoint")))) {
                @Nullable String touchpoint = cell.text(1);
                if (touchpoint != null) {
                    counts.computeIfAbsent(cell.day(0), w -> new TreeMap<>()).merge(touchpoint, cell.rows(), Long::sum);
                }
            }
        }
        return counts;
    }

    private static double[][] matrix(
            List<LocalDate> weeks, List<String> ids, Map<LocalDate, Map<String, Long>> counts) {
        double[][] matrix = new double[weeks.size()][ids.size()];
        for (int w = 0; w < weeks.size(); w++) {
            Map<String, Long> week = counts.getOrDefault(weeks.get(w), Map.of());
            for (int p = 0; p < ids.size(); p++) {
                matrix[w][p] = week.getOrDefault(ids.get(p), 0L);
            }
        }
        return matrix;
    }

    /// A touchpoint belongs to the shop window by its recorded channel, else by that of its contacts, else by its name.
    private void findWindow(Dossier dossier) {
        Map<String, Map<String, Long>> channels = new TreeMap<>();
        if (dossier.has(FactKind.INTERACTIONS, "touchpoint", "channel")) {
            for (Cell cell : dossier.scan(CubeQuery.of(FactKind.INTERACTIONS).by("touchpoint", "channel"))) {
                @Nullable String touchpoint = cell.text(0);
                @Nullable String channel = cell.text(1);
                if (touchpoint != null && channel != null) {
                    channels.computeIfAbsent(touchpoint, t -> new TreeMap<>()).merge(channel, cell.rows(), Long::sum);
                }
            }
        }
        for (Place place : places) {
            Optional<String> recorded =
                    dossier.registry().touchpoint(place.touchpoint()).map(Touchpoint::channel);
            Optional<String> usual = channels.getOrDefault(place.touchpoint(), Map.of()).entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey);
            window.put(
                    place.touchpoint(),
                    recorded.or(() -> usual)
                            .map(c -> WINDOW.contains(c.toLowerCase(Locale.ROOT)))
                            .orElseGet(() -> Arrays.stream((place.touchpoint() + " " + place.title())
                                            .toLowerCase(Locale.ROOT)
                                            .split("[^\\p{L}]+"))
                                    .anyMatch(WINDOW_WORDS::contains)));
        }
    }

    /// Touchpoints with contacts, most contacts first.
    List<Place> places() {
        return places;
    }

    /// Contacts of which the touchpoint is known.
    long contacts() {
        return places.stream().mapToLong(Place::contacts).sum();
    }

    /// Answers and evaluations at the touchpoints that have contacts.
    long answers() {
        return places.stream().mapToLong(Place::voices).sum();
    }

    /// Answers and evaluations from which the shares are worth comparing.
    long answersNeeded() {
        long noteworthy = places.stream().filter(p -> p.contactShare() >= 0.01).count();
        return Math.max(FEWEST, FEWEST_EACH * noteworthy);
    }

    /// Whether it is known how many contacts there are where.
    boolean counted() {
        return counted;
    }

    /// Whether there are enough answers and evaluations to compare.
    boolean anyMeasurement() {
        return answers() >= answersNeeded();
    }

    /// Whether contacts are known of one touchpoint, or of store and telephone only.
    boolean windowOnly() {
        return places.size() == 1 || window.values().stream().allMatch(w -> w);
    }

    /// Whether the touchpoint is measured.
    boolean measured(String touchpoint) {
        Place place = byId.get(touchpoint);
        return place != null && place.measured();
    }

    /// The tables' files.
    List<String> files() {
        return files;
    }

    /// The touchpoint whose share of the contacts most exceeds its share of the measurement.
    Place widestGap() {
        return places.stream()
                .max(Comparator.comparingDouble(Place::gap))
                .orElseThrow(() -> new IllegalStateException("There are no contacts to compare"));
    }

    /// Share of the contacts outside store and telephone that are at a measured touchpoint.
    Optional<Double> outsideShare() {
        double outside = 0;
        double measured = 0;
        for (Place place : places) {
            if (!window.getOrDefault(place.touchpoint(), false)) {
                outside += place.contacts();
                measured += place.measured() ? place.contacts() : 0;
            }
        }
        return outside == 0 ? Optional.empty() : Optional.of(measured / outside);
    }

    /// How the overlap was estimated.
    String method() {
        return heardWeeks().length < BlockBootstrap.MINIMUM_BLOCKS
                ? say("Sum of the smaller shares, normal interval with a design effect of 4, 95 %, version 1")
                : say("Sum of the smaller shares, bootstrap of weeks with answers, freed of its bias, 95 %, version 2");
    }

    private int[] heardWeeks() {
        return IntStream.range(0, weeks.size())
                .filter(w -> Arrays.stream(voicesByWeek[w]).sum() > 0)
                .toArray();
    }

    /// Sum over touchpoints of the smaller of its two shares. Contacts are a full count; the interval is that
    /// of drawing the weeks with answers again, or, where these are fewer than 5, one that is wide enough for
    /// any shares.
    ///
    /// Any scatter of the answers lowers the sum, so it is freed of that bias; how much that is is itself
    /// estimated, so the interval reaches from the sum as it is to the sum set right. Where answers in exactly
    /// the shares of the contacts would overlap as little, full overlap is possible and the interval reaches
    /// it.
    Estimate overlap() {
        int[] heard = heardWeeks();
        double[] contacts = otherContacts.clone();
        for (double[] week : contactsByWeek) {
            add(contacts, week, 1);
        }
        double[] once = new double[heard.length];
        Arrays.fill(once, 1);
        double value = overlap(contacts, voices(heard, once));
        if (heard.length < BlockBootstrap.MINIMUM_BLOCKS) {
            double error = 0.5 * Math.sqrt(DESIGN_EFFECT / answers());
            var interval = new Interval(Math.max(0, value - 1.96 * error), Math.min(1, value + 1.96 * error));
            return new Estimate(value, interval, error, answers());
        }
        var weeksAgain = BlockBootstrap.of(heard.length, 600, 23);
        Estimate freed = weeksAgain.corrected(0.95, weights -> overlap(contacts, voices(heard, weights)));
        double[] usual = voices(heard, once);
        Estimate equal = weeksAgain.interval(0.95, weights -> scatter(usual, voices(heard, weights)));
        double half = freed.interval().width() / 2;
        double low = Math.clamp(Math.min(value, freed.value()) - half, 0, 1);
        double high = value >= equal.low() ? 1 : Math.clamp(Math.max(value, freed.value()) + half, 0, 1);
        return new Estimate(Math.clamp(freed.value(), 0, 1), new Interval(low, high), freed.standardError(), answers());
    }

    /// What would overlap if answers came in the shares of the contacts and scattered as these do.
    private static double scatter(double[] usual, double[] drawn) {
        double all = Arrays.stream(usual).sum();
        double allDrawn = Arrays.stream(drawn).sum();
        double apart = 0;
        for (int p = 0; p < usual.length; p++) {
            apart += Math.abs(drawn[p] / allDrawn - usual[p] / all);
        }
        return 1 - apart / 2;
    }

    private double[] voices(int[] heard, double[] weights) {
        double[] voices = standing.clone();
        for (int i = 0; i < heard.length; i++) {
            add(voices, voicesByWeek[heard[i]], weights[i]);
        }
        return voices;
    }

    private static double overlap(double[] contacts, double[] voices) {
        double allContacts = Arrays.stream(contacts).sum();
        double allVoices = Arrays.stream(voices).sum();
        double overlap = 0;
        for (int p = 0; p < contacts.length; p++) {
            overlap += Math.min(contacts[p] / allContacts, voices[p] / allVoices);
        }
        return overlap;
    }

    private static void add(double[] sum, double[] more, double weight) {
        for (int p = 0; weight > 0 && p < sum.length; p++) {
            sum[p] += weight * more[p];
        }
    }

    /// The overlap of contacts with answers and evaluations week by week, where a week has enough of them.
    Optional<Trend> trend() {
        var points = new ArrayList<Trend.Point>();
        for (int w = 0; w < weeks.size(); w++) {
            boolean enough = Arrays.stream(voicesByWeek[w]).sum() >= FEWEST_IN_A_WEEK
                    && Arrays.stream(contactsByWeek[w]).sum() > 0;
            if (enough) {
                points.add(new Trend.Point(weeks.get(w), overlap(contactsByWeek[w], voicesByWeek[w])));
            }
        }
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Trend(say("Overlap of contacts and measurement"), false, points));
    }
}
