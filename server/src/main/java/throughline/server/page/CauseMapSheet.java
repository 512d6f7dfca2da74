package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// A map that can be drawn.
///
/// @param narrow the chart for half a screen
/// @param wide the chart for a whole one
/// @param path the strongest path as a chain
/// @param links all links as a table
/// @param selected the link looked at
/// @param felt what the state of each system costs
/// @param declared links on record, held against the data
/// @param open sure links that are not on record, the strongest first
/// @param openNote what is left out of them, or why there is none; may be empty
/// @param files addresses of the map in other forms
/// @param rests what it rests on, a sentence
public record CauseMapSheet(
        Markup narrow,
        Markup wide,
        List<Step> path,
        List<Row> links,
        Optional<Selected> selected,
        Optional<Felt> felt,
        List<Known> declared,
        List<Row> open,
        String openNote,
        List<Download> files,
        String rests) {

    /// A measure on the strongest path.
    ///
    /// @param onward what it does to the next; empty for the last
    public record Step(int number, String tier, String title, String value, String onward) {}

    /// A link in a table.
    ///
    /// @param effect in the measures' own units, for a step
    /// @param size standardised, with its sign
    /// @param certain whether it is drawn as sure, in words
    /// @param record whether it is on record, in words
    /// @param accept the form that puts it on record
    public record Row(
            String from,
            String to,
            String href,
            String effect,
            String size,
            String certain,
            String record,
            Optional<String> accept) {}

    /// The link looked at.
    ///
    /// @param effect the change for a step, with its sign
    /// @param step what for
    /// @param certainty interval and how often it was found
    /// @param where for which channels and when it holds; may be empty
    /// @param parts its effect by channel and by time of day; none where that cannot be told
    /// @param checks the tests it was put to
    /// @param held what was held still; may be empty
    /// @param record whether it is on record, and who manages it
    /// @param evidence page of the cause that judges links
    public record Selected(
            String from,
            String to,
            String causeTitle,
            String effectTitle,
            boolean lowers,
            String effect,
            String step,
            Markup interval,
            String certainty,
            String where,
            List<Part> parts,
            String held,
            WhatIf whatIf,
            List<Check> checks,
            String record,
            Optional<String> accept,
            String evidence) {}

    /// The effect of a link in a part of the answers.
    ///
    /// @param effect the change for a step, with its sign
    /// @param interval in which it lies in 95 of 100
    /// @param beside how it stands beside the other parts
    public record Part(String name, String effect, String interval, String beside, String answers) {}

    /// A test of a link.
    ///
    /// @param more what it means; may be empty
    /// @param verdict in a word or two
    public record Check(Icon icon, String words, String more, String verdict) {}

    /// What systems cost.
    ///
    /// @param question the question that tells a bad experience
    /// @param note what a bad experience is
    public record Felt(String question, Markup statement, String note, List<Cost> costs) {}

    /// What a system costs.
    ///
    /// @param aWeek bad answers a week with their likely range
    /// @param ofAll the same of all contacts; may be empty
    /// @param cells the page of the system with its cells
    public record Cost(
            String system,
            String now,
            String best,
            String aWeek,
            String likely,
            String ofAll,
            boolean sure,
            Optional<String> cells) {}

    /// A link on record.
    ///
    /// @param icon ticked where it was found and is sure
    /// @param state what the data say of it
    /// @param href the page with it selected, where it is measured
    public record Known(
            String from, String to, String managedBy, Icon icon, String state, String effect, Optional<String> href) {}

    /// The map in another form.
    public record Download(String title, String href) {}
}
