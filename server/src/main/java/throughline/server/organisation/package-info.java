/// The organisation's own record, kept in pages: each state of it is a version, each change is small and typed.
///
/// Whoever builds a page that edits needs two calls. [throughline.server.organisation.OrganisationRecord#now] gives the
/// newest state with its version number; the form carries that number.
/// [throughline.server.organisation.OrganisationRecord#change] takes the number, who asks, and a
/// [throughline.organisation.Change] (`Add`, `Replace` or `Remove` of one [throughline.organisation.Thing], such as a
/// `Journey`), and answers with one of four outcomes: `Made`, `Unchanged`, `Refused` (sentences to show above the form)
/// or `Differs` (somebody changed the same thing meanwhile: show both, let the person choose, and send the form again
/// with the newer number). [throughline.workspace.RecordEntry] reads a form's texts as a thing, with a sentence for
/// each
/// field that is wrong, and [throughline.workspace.RecordField] says which fields there are. After `Made`, the pages
/// that
/// show verdicts read the new record by themselves.
@NullMarked
package throughline.server.organisation;

import org.jspecify.annotations.NullMarked;
