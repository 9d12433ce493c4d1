import type { Event } from "../../../model/event.ts";
import { selected } from "./ka-containers.ts";
import { partAt, plainAt } from "./record.ts";
import { plain } from "./row.ts";
import type { Row } from "./row.ts";

const INSTANCES = ["responseElements", "instancesSet", "items"];

/** Where a request names its image, the first that is there. */
const REQUESTED = [
  ["imageId"],
  ["DescribeFastLaunchImagesRequest", "ImageId", "content"],
  ["launchSpecification", "imageId"],
];

const IMAGE_READS = [
  "responseElements.instancesSet.items[].imageId",
  ...REQUESTED.map((steps) => ["requestParameters", ...steps].join(".")),
];

function imageIds(event: Event, index: string | undefined): readonly string[] | undefined {
  const instances = partAt(event, INSTANCES);
  const ids = instances
    ? (selected(instances.elements(), index) ?? []).map((instance) => instance.member("imageId")?.value)
    : (selected([requestedImage(event)], index) ?? []);
  const found = ids.filter((id): id is string => typeof id === "string" && id !== "");
  return found.length > 0 ? found : undefined;
}

function requestedImage(event: Event): string | undefined {
  return REQUESTED.map((steps) => plainAt(event, ["requestParameters", ...steps])).find((id) => id !== undefined);
}

/** The first `Name` tag of the last instance that has one. */
function instanceName(event: Event): string | undefined {
  const specifications = partAt(event, ["requestParameters", "tagSpecificationSet", "items"])?.elements() ?? [];
  const names = specifications
    .filter((specification) => specification.member("resourceType")?.value === "instance")
    .map((specification) => {
      const tags = specification.member("tags")?.elements();
      return tags?.find((tag) => tag.member("key")?.value === "Name")?.member("value")?.value;
    })
    .filter((name) => typeof name === "string");
  return names.at(-1) || undefined;
}

const TAGS = "requestParameters.tagSpecificationSet.items[]";

/** EC2, ECR and IAM. Source: Falco's cloudtrail plugin, 0.17. */
export const awsServices: readonly Row[] = [
  {
    name: "ec2.name",
    summary: "Name tag of the instances that the request makes.",
    reads: [`${TAGS}.resourceType`, `${TAGS}.tags`],
    read: instanceName,
  },
  {
    name: "ec2.imageids",
    summary: "Images of the instances in the response, else the one in the request.",
    isList: true,
    argument: "index",
    reads: IMAGE_READS,
    read: imageIds,
  },
  {
    name: "ec2.imageid",
    summary: "The first of them.",
    reads: IMAGE_READS,
    read: (event) => imageIds(event, "0")?.[0],
  },
  plain("ecr.repository", "requestParameters.repositoryName", "Repository in the request."),
  plain("ecr.imagetag", "requestParameters.imageTag", "Image tag in the request."),
  plain("iam.role", "requestParameters.roleName", "Role in the request."),
  plain("iam.policy", "requestParameters.policyName", "Policy in the request."),
];
