/** What CloudTrail records beside API operations, or under another name than the API has. Source: the services' user guides. */
export const FURTHER_EVENTS: { readonly [service: string]: string } = {
  cloudtrail: "InvokedBy",
  ec2: "BidEvictedEvent SharedSnapshotVolumeCreated SharedSnapshotCopyInitiated",
  eks: "AccessKubernetesApi CreateAccessEntryForRole",
  kms: "RotateKey DeleteKey SynchronizeMultiRegionKey",
  s3:
    "PutBucketPublicAccessBlock GetBucketPublicAccessBlock DeleteBucketPublicAccessBlock PutAccountPublicAccessBlock " +
    "GetAccountPublicAccessBlock PutBucketLifecycle GetBucketLifecycle PutBucketNotification GetBucketNotification",
  secretsmanager:
    "RotationStarted RotationSucceeded RotationFailed RotationAbandoned StartSecretVersionDelete EndSecretVersionDelete",
  signin:
    "ConsoleLogin CheckMfa CredentialChallenge CredentialVerification EmailUpdated GetSigninToken PasswordRecoveryCompleted " +
    "PasswordRecoveryRequested PasswordUpdated RenewRole SwitchRole ExitRole UserAuthentication",
  sso: "Federate Authenticate Logout",
  autoscaling: "BackgroundTasks",
};
