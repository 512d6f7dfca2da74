/// Steps that are chosen to come next. They are no facts before they begin, so they are kept here and not in the lake.
@org.jspecify.annotations.NullMarked
package throughline.server.plans;
