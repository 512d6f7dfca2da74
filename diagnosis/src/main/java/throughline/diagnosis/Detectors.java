package throughline.diagnosis;

import java.util.List;

/// The fifteen detectors, in the order of the causes.
final class Detectors {

    private static final List<Detector> ALL = List.of(
            new NobodyAccountable(),
            new OutsideStrategy(),
            new NoServiceDesign(),
            new OneDimensionalFeedback(),
            new FeelingsUnlinked(),
            new TechnologyApart(),
            new MeasuredOnThroughput(),
            new TrainingDoesNotWork(),
            new SayDoGap(),
            new ManagementOutOfTouch(),
            new InitiativeNotCommitment(),
            new StartsAtTheBottom(),
            new StoresOnly(),
            new SalesFirst(),
            new TooMuchAtOnce());

    private Detectors() {}

    static List<Detector> all() {
        return ALL;
    }
}
