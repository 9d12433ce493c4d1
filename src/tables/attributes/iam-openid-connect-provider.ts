import type { AliasTable } from "../types.ts";

export const iamOpenidConnectProvider: AliasTable = {
  type: "aws_iam_openid_connect_provider",
  id: "{arn}",
  import: "{arn}",
  match: ["id", "arn"],
  surrounding: true,
  attributes: [
    {
      path: "url",
      kind: "url",
      request: { CreateOpenIDConnectProvider: "url" },
      forceNew: true,
      note: "State drops the https:// prefix in older versions.",
    },
    {
      path: "client_id_list",
      kind: "set",
      request: { AddClientIDToOpenIDConnectProvider: "clientID", CreateOpenIDConnectProvider: "clientIDList" },
      remove: { RemoveClientIDFromOpenIDConnectProvider: "clientID" },
      semantics: "addRemove",
    },
    {
      path: "thumbprint_list",
      kind: "list",
      request: {
        UpdateOpenIDConnectProviderThumbprint: "thumbprintList",
        CreateOpenIDConnectProvider: "thumbprintList",
      },
    },
    { path: "tags", kind: "map", request: { CreateOpenIDConnectProvider: "tags" } },
  ],
};
