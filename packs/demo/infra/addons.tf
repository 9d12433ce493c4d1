resource "aws_eks_addon" "coredns" {
  cluster_name                = aws_eks_cluster.storefront.name
  addon_name                  = "coredns"
  addon_version               = "v1.12.4-eksbuild.1"
  configuration_values        = jsonencode({ replicaCount = 3 })
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
}

resource "aws_eks_addon" "vpc_cni" {
  cluster_name                = aws_eks_cluster.storefront.name
  addon_name                  = "vpc-cni"
  addon_version               = "v1.20.4-eksbuild.2"
  service_account_role_arn    = aws_iam_role.vpc_cni.arn
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "PRESERVE"
}
