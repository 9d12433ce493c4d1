/** What lint looks for, as `docs/reference/rules-lint.md` lists it. An example is what sets it off. */
export const LINTS = {
  "unknown-event-name": {
    finds: "A call that no AWS service has, or not the one that is named beside it.",
    example: "ct.src = eks.amazonaws.com and ct.name = UpdateNodeGroupConfig",
  },
  "shared-event-name": {
    finds: "A call of this name exists in several services, and the condition does not say which one is meant.",
    example: "ct.name = DeleteCluster",
  },
  "unknown-record-member": {
    finds: "A member that records of the rule's source do not have.",
    example: 'filter: { $.eventNam = "DeleteCluster" }',
  },
  "unknown-request-member": {
    finds: "A member that the request of an EKS call does not have, in a condition or in an output.",
    example: "ct.name = UpdateNodegroupConfig and ct.request.clusterName = prod",
  },
  "object-compared": {
    finds: "An object or a list where a value is compared or shown.",
    example: "ct.name = UpdateClusterConfig and ct.request.resourcesVpcConfig = true",
  },
  "wrong-type": {
    finds: "A boolean or a number of an EKS request compared with another word.",
    example: "ct.name = UpdateNodegroupConfig and ct.request.scalingConfig.maxSize = many",
  },
  "unknown-value": {
    finds: "A word that this member of an EKS request is not known to take.",
    example: "ct.name = CreateNodegroup and ct.request.amiType = bottlerocket_x86_64",
  },
  "encoded-value": {
    finds: "A member of an EKS request that records hold percent-encoded, compared with plain text.",
    example: 'ct.name = AssociateAccessPolicy and ct.request.principalArn = "arn:aws:iam::111122223333:role/Ops"',
  },
  "nested-request": {
    finds: "A flat member of an EC2 call whose records hold it inside of an object.",
    example:
      'query: filter eventSource = "ec2.amazonaws.com" and eventName = "ModifyInstanceMetadataOptions" and requestParameters.httpTokens = "optional"',
  },
  "alias-for-key": {
    finds: "A KMS key asked for by an alias in calls that take no alias.",
    example:
      'query: filter eventSource = "kms.amazonaws.com" and eventName = "DisableKey" and requestParameters.keyId = "alias/prod"',
  },
  "no-such-verb": { finds: "A verb that audit events do not have.", example: "ka.verb = remove" },
  "no-such-stage": { finds: "A stage that audit events do not have.", example: "ka.stage = ResponseCompleted" },
  "no-such-level": { finds: "A level that no event is written at.", example: 'filter: { $.level = "None" }' },
  "no-such-decision": {
    finds: "A decision other than allow and forbid.",
    example: "ka.auth.decision = deny",
  },
  "no-such-resource": {
    finds: "A Kubernetes kind or short name, or resource/subresource, where the plural name of a resource is meant.",
    example: "ka.target.resource = role",
  },
  "stage-of-401": {
    finds:
      "Something that a request without valid credentials does not have: another stage than ResponseStarted, a user, a decision.",
    example: "ka.stage = ResponseComplete and ka.response.code = 401",
  },
  "stage-without-answer": {
    finds: "The answer of a request that has only been received.",
    example: "ka.stage = RequestReceived and ka.response.code = 403",
  },
  "late-stage": {
    finds: "The last stage of exec, attach, port-forward or proxy, which is written when the session ends.",
    example: "ka.target.subresource = exec and ka.stage = ResponseComplete",
  },
  "first-address": {
    finds: "The first source address of an audit event, which the client can choose.",
    example: 'ka.sourceips[0] in ("198.51.100.7")',
  },
  "body-not-logged": {
    finds: "A body of a kind that EKS logs without one.",
    example: "ka.target.resource = configmaps and ka.verb = create and ka.req.configmap.obj contains password",
  },
  "no-request-body": {
    finds: "A request body of a read, or the object in a deletion.",
    example: "ka.verb = get and ka.req.pod.host_network = true",
  },
  "pod-in-template": {
    finds: "A field of pods asked of Deployments and their like, which have their pods in a template.",
    example: "ka.target.resource = deployments and ka.req.pod.host_network = true",
  },
  contradiction: {
    finds: "Parts that exclude each other, or an empty list.",
    example: "ka.verb = get and ka.verb = list",
  },
  "meets-every-event": {
    finds: "A condition that is true of every event of its source.",
    example: "ct.name exists",
  },
  "same-condition": {
    finds: "A rule whose condition an earlier rule has already.",
    example: "two rules with `ka.verb = delete`",
  },
  shadowed: {
    finds: "Under `rule_matching: first`, a rule that never has its turn: an earlier one meets all its events.",
    example: "`ka.verb = delete`, then `ka.verb = delete and ka.target.resource = pods`",
  },
  "refused-calls": {
    finds: "A rule on calls that says nothing of their outcome: it meets refused ones too.",
    example: "ct.src = eks.amazonaws.com and ct.name = DeleteCluster",
  },
  "hyphen-in-field": {
    finds: "A name with a hyphen in a query, which reads as a subtraction.",
    example: 'query: filter requestObject.metadata.labels.pod-security = "x"',
  },
  "escaped-in-raw": {
    finds: "A term with &, < or >, which API servers write as \\u0026 and so on.",
    example: 'filter: "command=id&container="',
  },
  "optional-ignored": { finds: "Optional terms beside terms that are not.", example: "filter: ERROR ?WARN" },
  "inner-star": {
    finds: "A star that stands for nothing but itself.",
    example: 'filter: { $.eventName = "De*Cluster" }',
  },
  "neq-missing": {
    finds: "A `!=` in a filter pattern, which records without the field do not pass.",
    example: 'filter: { $.errorCode != "AccessDenied" }',
  },
  "dup-branch": {
    finds: "A part of a filter pattern that stands there twice.",
    example: "filter: { $.a = 1 || $.a = 1 }",
  },
  "impersonation-blind": {
    finds: "A pattern on users that does not see who acts in another's name.",
    example: 'filter: { $.user.username = "sre/*" }',
  },
  "arn-user-blind": {
    finds: "A user prefix that misses users who are mapped by their ARN.",
    example: 'filter: { $.user.username = "sre/*" }',
  },
  "truncated-blind": {
    finds: "A JSON pattern on audit events: lines that were cut off never match.",
    example: 'filter: { $.verb = "delete" }',
  },
  "regex-limit": {
    finds: "A regular expression; a log group takes five filters with them.",
    example: "filter: %4\\d{2}%",
  },
  "implicit-direction": { finds: "A sort of a query that does not say which way.", example: "query: sort @timestamp" },
  "limit-not-last": {
    finds: "A limit of a query that cuts rows before the end.",
    example: "query: limit 10 | sort @timestamp desc",
  },
  "two-stats": {
    finds: "More stats than the service documents in one query.",
    example: "query: stats count(*) as a by x | stats count(*) as b by a | stats count(*) as c by b",
  },
  "approximate-in-service": {
    finds: "A number that is exact here and estimated by the service.",
    example: "query: stats count_distinct(userIdentity.arn) as n",
  },
  "unordered-groups": {
    finds: "Groups of a query that the service gives in any order.",
    example: "query: stats count(*) as n by eventName",
  },
  "missing-negation": {
    finds: "A negation in a query, which events without the field do not pass.",
    example: 'query: filter errorCode != "AccessDenied"',
  },
  "opaque-ptr": {
    finds: "The pointer to a record, which is something else in the service.",
    example: "query: fields @ptr",
  },
  extension: {
    finds: "A pattern with something that CloudWatch does not take.",
    example: 'filter: { $.annotations["authorization.k8s.io/decision"] = "forbid" }',
  },
} as const satisfies { readonly [code: string]: { finds: string; example: string } };
