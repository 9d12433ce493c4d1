variable "private_subnet_ids" {
  type = list(string)
}

locals {
  trust = {
    for service in ["eks", "ec2", "pods.eks"] : service => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Action    = service == "pods.eks" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]
        Principal = { Service = "${service}.amazonaws.com" }
      }]
    })
  }
}

resource "aws_eks_access_entry" "platform" {
  cluster_name  = aws_eks_cluster.storefront.name
  principal_arn = "arn:aws:iam::111122223333:role/PlatformAdmin"
}

resource "aws_eks_access_policy_association" "platform" {
  cluster_name  = aws_eks_cluster.storefront.name
  principal_arn = aws_eks_access_entry.platform.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}

resource "aws_eks_pod_identity_association" "cluster_autoscaler" {
  cluster_name    = aws_eks_cluster.storefront.name
  namespace       = "kube-system"
  service_account = "cluster-autoscaler"
  role_arn        = aws_iam_role.cluster_autoscaler.arn
}

resource "aws_iam_role" "cluster" {
  name               = "storefront-cluster"
  assume_role_policy = local.trust["eks"]
}

resource "aws_iam_role" "node" {
  name               = "storefront-node"
  assume_role_policy = local.trust["ec2"]
}

resource "aws_iam_role" "vpc_cni" {
  name               = "storefront-vpc-cni"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.storefront.arn }
      Condition = {
        StringEquals = {
          "${aws_iam_openid_connect_provider.storefront.url}:sub" = "system:serviceaccount:kube-system:aws-node"
        }
      }
    }]
  })
}

resource "aws_iam_role" "cluster_autoscaler" {
  name               = "storefront-cluster-autoscaler"
  assume_role_policy = local.trust["pods.eks"]
}
