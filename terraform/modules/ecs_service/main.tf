data "aws_region" "current" {}

locals {
  full_name  = "${var.name}-${var.service}"
  is_service = var.capacity != null
  # All that can be written to; it ends with the task. The image makes both its user's own.
  volumes = ["data", "tmp"]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/${var.service}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

locals {
  container = {
    name      = var.service
    image     = var.image
    command   = [var.service]
    essential = true
    # The image's own user, said again, so that another image cannot run as root here.
    user                   = "10001:10001"
    readonlyRootFilesystem = var.exec_policy == null
    stopTimeout            = var.stop_seconds
    linuxParameters = {
      initProcessEnabled = true
      capabilities       = { add = [], drop = ["ALL"] }
    }
    mountPoints = [for name in local.volumes : { sourceVolume = name, containerPath = "/${name}", readOnly = false }]
    # The image has no shell; the program itself asks /healthz on the loopback address. Not /readyz: ECS kills what
    # fails this, and a database that fails over would take every task with it. The load balancer asks that.
    healthCheck = local.is_service ? {
      command     = ["CMD", "/usr/bin/elevaite", "health", var.service, "--live"]
      interval    = 15
      timeout     = 5
      retries     = 3
      startPeriod = 60
    } : null
    portMappings = var.port == null ? [] : [{ containerPort = var.port, protocol = "tcp" }]
    environment  = [for key in sort(keys(var.environment)) : { name = key, value = var.environment[key] }]
    secrets      = [for key in sort(keys(var.secrets)) : { name = key, valueFrom = var.secrets[key] }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = data.aws_region.current.region
        "awslogs-stream-prefix" = var.service
        # A stalled log must not stall the program; what is audited lies in the database.
        "mode"            = "non-blocking"
        "max-buffer-size" = "25m"
      }
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full_name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([local.container])
  # Deployments register revisions of their own; this follows the newest one.
  track_latest = true

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  dynamic "volume" {
    for_each = local.volumes
    content {
      name = volume.value
    }
  }
}

resource "aws_security_group" "this" {
  name        = local.full_name
  description = "Tasks of ${local.full_name}"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  count                        = var.port == null ? 0 : 1
  security_group_id            = aws_security_group.this.id
  description                  = "The load balancer"
  referenced_security_group_id = var.load_balancer_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

# Agents call any public address; what they must not reach, the program itself refuses (egress.allow).
resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.this.id
  description       = "AWS, models, tools, mail, the database"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
