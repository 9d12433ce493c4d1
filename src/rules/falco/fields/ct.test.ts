import { describe, expect, it } from "vitest";
import { call } from "../../../../test/falco-records.ts";
import { bindField, fieldsOf } from "./index.ts";
import type { FieldValue } from "./field.ts";

const user = (members: string) => `"userIdentity":{${members}}`;
const request = (members: string) => `"requestParameters":{${members}}`;
const ROLE = '"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/admin/alice"';
const bytes = (members: string) => `"additionalEventData":{${members}}`;
const INSTANCES =
  '"responseElements":{"instancesSet":{"items":[{"imageId":"ami-1"},{"imageId":""},{},{"imageId":"ami-2"}]}}';
const WHO = `${user('"type":"IAMUser","userName":"jane"')},"sourceIPAddress":"1.2.3.4","readOnly":false`;
const tagged = (...items: string[]) => request(`"tagSpecificationSet":{"items":[${items.join(",")}]}`);
const instance = (value: string) =>
  `{"resourceType":"instance","tags":[{"key":"a","value":"b"},{"key":"Name","value":"${value}"}]}`;
const ACCESS_BLOCK = request(
  '"bucketName":"b","PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"RestrictPublicBuckets":"true"}',
);

type Case = readonly [field: string, argument: string | undefined, members: string, value: FieldValue];

/** Members that are read as plain texts: name of the field, path of the member. */
const PLAIN: readonly (readonly [string, string])[] = [
  ["ct.id", "eventID"],
  ["ct.error", "errorCode"],
  ["ct.errormessage", "errorMessage"],
  ["ct.src", "eventSource"],
  ["ct.name", "eventName"],
  ["ct.user.identitytype", "userIdentity.type"],
  ["ct.user.principalid", "userIdentity.principalId"],
  ["ct.user.arn", "userIdentity.arn"],
  ["ct.region", "awsRegion"],
  ["ct.response.subnetid", "responseElements.subnetId"],
  ["ct.response.reservationid", "responseElements.reservationId"],
  ["ct.request.availabilityzone", "requestParameters.availabilityZone"],
  ["ct.request.cluster", "requestParameters.cluster"],
  ["ct.request.documentname", "requestParameters.documentName"],
  ["ct.request.functionname", "requestParameters.functionName"],
  ["ct.request.groupname", "requestParameters.groupName"],
  ["ct.request.host", "requestParameters.Host"],
  ["ct.request.name", "requestParameters.name"],
  ["ct.request.policy", "requestParameters.policy"],
  ["ct.request.reason", "requestParameters.reason"],
  ["ct.request.target", "requestParameters.target"],
  ["ct.request.serialnumber", "requestParameters.serialNumber"],
  ["ct.request.servicename", "requestParameters.serviceName"],
  ["ct.request.subnetid", "requestParameters.subnetId"],
  ["ct.request.taskdefinition", "requestParameters.taskDefinition"],
  ["ct.request.username", "requestParameters.userName"],
  ["ct.srcip", "sourceIPAddress"],
  ["ct.useragent", "userAgent"],
  ["ct.requestid", "requestID"],
  ["ct.apiversion", "apiVersion"],
  ["ct.recipientaccountid", "recipientAccountId"],
  ["ct.serviceeventdetails", "serviceEventDetails"],
  ["ct.sharedeventid", "sharedEventID"],
  ["ct.vpcendpointid", "vpcEndpointId"],
  ["ct.eventcategory", "eventCategory"],
  ["ct.addendum.reason", "addendum.reason"],
  ["ct.addendum.updatedfields", "addendum.updatedFields"],
  ["ct.addendum.originalrequestid", "addendum.originalRequestID"],
  ["ct.addendum.originaleventid", "addendum.originalEventID"],
  ["ct.edgedevicedetails", "edgeDeviceDetails"],
  ["ct.tlsdetails.tlsversion", "tlsDetails.tlsVersion"],
  ["ct.tlsdetails.ciphersuite", "tlsDetails.cipherSuite"],
  ["ct.tlsdetails.clientprovidedhostheader", "tlsDetails.clientProvidedHostHeader"],
  ["s3.bucket", "requestParameters.bucketName"],
  ["s3.key", "requestParameters.key"],
  ["ecr.repository", "requestParameters.repositoryName"],
  ["ecr.imagetag", "requestParameters.imageTag"],
  ["iam.role", "requestParameters.roleName"],
  ["iam.policy", "requestParameters.policyName"],
];

const CASES: readonly Case[] = [
  ["ct.time", undefined, "", "2026-01-02T03:04:05Z"],
  ["ct.eventtype", undefined, "", "AwsApiCall"],
  ["ct.shortsrc", undefined, '"eventSource":"eks.amazonaws.com"', "eks"],
  ["ct.shortsrc", undefined, '"eventSource":"eks.amazonaws.com.cn"', "eks.amazonaws.com.cn"],
  ["ct.user", undefined, user('"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"admin"}}'), "admin"],
  ["ct.user", undefined, user('"type":"AssumedRole"'), "AssumedRole"],
  ["ct.user", undefined, user('"type":"Root"'), undefined],
  ["ct.user", undefined, user('"type":"Root","userName":"acme"'), "acme"],
  ["ct.user", undefined, user('"type":"IAMUser","userName":7'), ""],
  ["ct.user", undefined, user('"type":"AWSService","invokedBy":"ec2.amazonaws.com"'), "ec2.amazonaws.com"],
  ["ct.user", undefined, user('"type":"AWSAccount"'), "AWSAccount"],
  ["ct.user", undefined, user('"type":"FederatedUser"'), "FederatedUser"],
  ["ct.user", undefined, user('"type":"IdentityCenterUser","userName":"x"'), undefined],
  ["ct.user", undefined, user('"type":"constructor"'), undefined],
  ["ct.user", undefined, "", undefined],
  ["ct.originaluser", undefined, user(ROLE), "alice"],
  ["ct.originaluser", undefined, user('"type":"AssumedRole","arn":"a/b","principalId":"AROA:bob"'), "bob"],
  ["ct.originaluser", undefined, user('"type":"AssumedRole","arn":"a/b/c/d"'), undefined],
  ["ct.originaluser", undefined, user('"type":"IAMUser","userName":"jane"'), "jane"],
  ["ct.user.accountid", undefined, '"recipientAccountId":"2"', "2"],
  ["ct.user.accountid", undefined, `"recipientAccountId":"2",${user('"accountId":"1"')}`, "1"],
  ["ct.account", undefined, `"recipientAccountId":"1",${user('"accountId":"2"')}`, "1"],
  ["ct.account", undefined, user('"accountId":"2"'), "2"],
  ["ct.account", undefined, "", undefined],
  ["ct.response", undefined, '"responseElements":{"a" : [ 1.0 ]}', '{"a":[1.0]}'],
  ["ct.request", undefined, '"requestParameters":null', "null"],
  ["ct.request", undefined, '"requestParameters": {"a": 1}', '{"a":1}'],
  ["ct.additionaleventdata", undefined, bytes('"x": true'), '{"x":true}'],
  ["ct.managementevent", undefined, '"managementEvent":true', "true"],
  ["ct.managementevent", undefined, "", undefined],
  ["ct.readonly", undefined, '"readOnly":false', "false"],
  ["ct.readonly", undefined, '"readOnly":"true"', "false"],
  ["ct.readonly", undefined, '"eventName":"CreateUser"', undefined],
  ["ct.sessioncredentialfromconsole", undefined, '"sessionCredentialFromConsole":"true"', "true"],
  ["ct.sessioncredentialfromconsole", undefined, '"sessionCredentialFromConsole":"false"', "false"],
  ["ct.resources", undefined, '"resources":[{"a": 1}, {"a":2}]', '{"a":1},{"a":2}'],
  ["ct.resources", undefined, '"resources":[]', undefined],
  ["ct.resources", undefined, '"resources":{}', undefined],
  ["ct.error", undefined, '"errorCode":null', ""],
  ["ct.request.version", undefined, request('"version":"1.33"'), "1.33"],
  ["ct.request.scalingConfig.maxSize", undefined, request('"scalingConfig":{"maxSize":20}'), "20"],
  ["ct.request.scalingConfig", undefined, request('"scalingConfig":{"minSize": 5.0}'), '{"minSize":5.0}'],
  ["ct.request.a.b", undefined, request('"a":null'), undefined],
  ["ct.request.a", undefined, request('"a":null'), "null"],
  ["ct.request.name", undefined, request('"name":7'), ""],
  ["ct.request.Name", undefined, request('"name":7'), undefined],
  ["ct.request.constructor", undefined, request(""), undefined],
  ["ct.response.update.status", undefined, '"responseElements":{"update":{"status":"InProgress"}}', "InProgress"],
  ["s3.uri", undefined, request('"bucketName":"b","key":"k/x"'), "s3://b/k/x"],
  ["s3.uri", undefined, request('"bucketName":"b","key":7'), undefined],
  ["s3.bytes", undefined, bytes('"bytesTransferredIn":5.0,"bytesTransferredOut":6.9'), 11n],
  ["s3.bytes", undefined, bytes('"bytesTransferredIn":9007199254740993'), 9007199254740993n],
  ["s3.bytes", undefined, bytes('"bytesTransferredIn":-5,"bytesTransferredOut":"6"'), 0n],
  ["s3.bytes", undefined, "", undefined],
  ["s3.bytes.in", undefined, bytes('"bytesTransferredIn":18446744073709551615'), 18446744073709551615n],
  ["s3.bytes.in", undefined, bytes('"bytesTransferredIn":18446744073709551616'), 0n],
  ["s3.bytes.out", undefined, bytes('"bytesTransferredOut":1e3'), 1000n],
  ["s3.bytes.out", undefined, bytes('"bytesTransferredIn":1'), undefined],
  ["s3.cnt.get", undefined, '"eventName":"GetObject"', 1n],
  ["s3.cnt.get", undefined, '"eventName":"PutObject"', undefined],
  ["s3.cnt.put", undefined, '"eventName":"PutObject"', 1n],
  ["s3.cnt.other", undefined, '"eventName":"CopyObject"', 1n],
  ["s3.cnt.other", undefined, '"eventName":"GetObject"', undefined],
  [
    "ec2.name",
    undefined,
    tagged(instance("web"), '{"resourceType":"volume","tags":[{"key":"Name","value":"v"}]}'),
    "web",
  ],
  ["ec2.name", undefined, tagged(instance("web"), instance("db")), "db"],
  ["ec2.name", undefined, tagged(instance("")), undefined],
  ["ec2.imageids", undefined, INSTANCES, ["ami-1", "ami-2"]],
  ["ec2.imageids", "3", INSTANCES, ["ami-2"]],
  ["ec2.imageids", "1", INSTANCES, undefined],
  ["ec2.imageids", "0", request('"launchSpecification":{"imageId":"ami-3"}'), ["ami-3"]],
  ["ec2.imageids", "1", request('"imageId":"ami-3"'), undefined],
  ["ec2.imageid", undefined, INSTANCES, "ami-1"],
  ["ec2.imageid", undefined, request('"DescribeFastLaunchImagesRequest":{"ImageId":{"content":"ami-4"}}'), "ami-4"],
  ["ct.info", undefined, "", "<no user, address or operation>"],
  ["ct.info", undefined, `${WHO},"eventName":"CreateUser"`, "jane via 1.2.3.4 → CreateUser"],
  [
    "ct.info",
    undefined,
    `${WHO},"eventName":"X","errorCode":"Denied",${request('"Host":"h"')}`,
    "jane via 1.2.3.4 !→ X Host=h",
  ],
  [
    "ct.info",
    undefined,
    `${user('"type":"AWSService","invokedBy":"x.aws"')},"sourceIPAddress":"x.aws","eventName":"Y"`,
    "x.aws ← Y",
  ],
  [
    "ct.info",
    undefined,
    `${WHO},"eventName":"Get",${bytes('"bytesTransferredOut":7')},${request('"bucketName":"b","key":"k"')}`,
    "jane via 1.2.3.4 → Get Size=7 URI=s3://b/k",
  ],
  ["ct.info", undefined, `${WHO},"eventName":"Get",${request('"bucketName":"b"')}`, "jane via 1.2.3.4 → Get Bucket=b"],
  [
    "ct.info",
    undefined,
    `${WHO},"eventName":"PutBucketPublicAccessBlock",${ACCESS_BLOCK}`,
    "jane via 1.2.3.4 → PutBucketPublicAccessBlock BlockPublicAcls=true BlockPublicPolicy=false IgnorePublicAcls=false RestrictPublicBuckets=false",
  ],
];

function valueOf(field: string, argument: string | undefined, members: string): FieldValue {
  const bound = bindField("aws_cloudtrail", field, argument);
  return "extract" in bound ? bound.extract(call(members)) : `no field: ${bound.message}`;
}

/** `a.b` and `"x"` → `"a":{"b":"x"}` */
function membersOf(path: string, value: string): string {
  const [first, ...rest] = path.split(".");
  return `"${first}":${rest.length === 0 ? value : `{${membersOf(rest.join("."), value)}}`}`;
}

describe("fields of CloudTrail records", () => {
  it.each(PLAIN)("%s is the text of %s", (field, path) => {
    expect(valueOf(field, undefined, membersOf(path, '"x"'))).toBe("x");
    for (const other of ["null", "7", "true", "{}", '["x"]']) {
      expect(valueOf(field, undefined, membersOf(path, other))).toBe("");
    }
    expect(valueOf(field, undefined, "")).toBeUndefined();
    expect(bindField("aws_cloudtrail", field)).toMatchObject({ type: "string", isList: false, reads: [path] });
  });

  it.each(CASES)("%s[%s] of {%s}", (field, argument, members, value) => {
    expect(valueOf(field, argument, members)).toEqual(value);
  });

  it("have each a case that fires", () => {
    const fired = CASES.filter(([, , , value]) => value !== undefined).map(([name]) => name);
    const tested = new Set([...PLAIN.map(([name]) => name), ...fired, "ct.request.PATH", "ct.response.PATH"]);
    const names = fieldsOf("aws_cloudtrail")
      .map(({ name }) => name)
      .filter((name) => !/^(jevt|json|evt)\./.test(name));
    expect(names.filter((name) => !tested.has(name))).toEqual([]);
  });
});
