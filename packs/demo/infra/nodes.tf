resource "aws_launch_template" "web" {
  name                   = "storefront-web"
  update_default_version = true

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
}

resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.storefront.name
  node_group_name = "web"
  version         = aws_eks_cluster.storefront.version
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.private_subnet_ids
  ami_type        = "BOTTLEROCKET_x86_64"
  instance_types  = ["m7i.xlarge"]
  labels          = { workload = "web" }

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  scaling_config {
    min_size     = 3
    max_size     = 10
    desired_size = 4
  }

  # The cluster autoscaler decides how many nodes there are.
  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }
}

resource "aws_eks_node_group" "batch" {
  cluster_name    = aws_eks_cluster.storefront.name
  node_group_name = "batch"
  version         = aws_eks_cluster.storefront.version
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.private_subnet_ids
  ami_type        = "BOTTLEROCKET_x86_64"
  instance_types  = ["c7i.2xlarge"]
  disk_size       = 50
  labels          = { workload = "batch" }

  scaling_config {
    min_size     = 1
    max_size     = 12
    desired_size = 2
  }
}
