package throughline.server.organisation;

import java.time.Instant;
import java.util.OptionalLong;

/// One state of the record.
///
/// @param number counted from 1 without gaps
/// @param at when it was made, to the microsecond
/// @param by who made it
/// @param what changed, one sentence
/// @param undoes the version it takes back
/// @param documented whether there is a document of it; none where the record was taken away
public record Version(long number, Instant at, Editor by, String what, OptionalLong undoes, boolean documented) {}
