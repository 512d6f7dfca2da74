package throughline.server.web;

import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.Examination;

/// What a visitor sees of a workspace that is ready: no more than the visitor's unit, where it is one unit.
///
/// @param visit what was asked for, within what the visitor may see
/// @param examination of that part and period
record Seen(Ready ready, Visit visit, Examination examination) {}
