package throughline.simulation;

/// A part of organisation.yaml that an organisation may not have recorded.
public enum Section {
    /// The promise and its owner.
    PROMISE,
    /// The touchpoints with their owners and standards.
    TOUCHPOINTS,
    /// The cascade of objectives.
    OBJECTIVES,
    /// What people are judged by.
    SCORECARDS,
    /// Known causes and effects.
    LINKS,
    /// Journeys over several touchpoints.
    JOURNEYS,
    /// The dictionary of measures.
    MEASURES
}
