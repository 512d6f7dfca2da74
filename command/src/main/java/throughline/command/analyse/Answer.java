package throughline.command.analyse;

import java.util.List;
import java.util.Map;

/// What a method found, for software and for people.
///
/// @param json fields in the order they are written; numbers that are not finite are written as null
/// @param text lines of at most 100 characters
record Answer(Map<String, Object> json, List<String> text) {}
