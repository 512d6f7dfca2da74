/// SCIM 2.0 (RFC 7643, RFC 7644): the organisation's directory tells of its people and groups.
@org.jspecify.annotations.NullMarked
package throughline.server.scim;
