resource "aws_eks_cluster" "storefront" {
  name                = "storefront"
  version             = "1.34"
  role_arn            = aws_iam_role.cluster.arn
  deletion_protection = true

  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  access_config {
    authentication_mode = "API"
  }

  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.secrets.arn
    }
  }

  vpc_config {
    subnet_ids              = var.private_subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  upgrade_policy {
    support_type = "STANDARD"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "secrets" {
  description             = "Secrets of the storefront cluster"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}

# Kept for a year: the auditors ask for it.
resource "aws_cloudwatch_log_group" "control_plane" {
  name              = "/aws/eks/storefront/cluster"
  retention_in_days = 365
}

resource "aws_iam_openid_connect_provider" "storefront" {
  url             = aws_eks_cluster.storefront.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}
