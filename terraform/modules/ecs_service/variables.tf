variable "name" {
  type        = string
  description = "Prefix of every name, such as elevaite-staging."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}$", var.name))
    error_message = "Use 2 to 25 lower-case letters, digits and hyphens, a letter first."
  }
}

variable "service" {
  type        = string
  description = "What runs, and the name of the container."

  validation {
    condition     = contains(["auth", "engine", "worker", "migrate"], var.service)
    error_message = "Use a command that the program has: auth, engine, worker or migrate."
  }
}

variable "cluster" {
  type        = object({ name = string, arn = string })
  description = "The cluster."

  validation {
    condition     = can(regex(":cluster/", var.cluster.arn))
    error_message = "Give name and ARN of an ECS cluster."
  }
}

variable "image" {
  type        = string
  description = "Image by its digest: what a tag names can change."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Give REPOSITORY@sha256:DIGEST."
  }
}

variable "cpu" {
  type        = number
  description = "CPU of a task, in 1/1024."

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "Use a size that Fargate has: 256 to 16384."
  }
}

variable "memory" {
  type        = number
  description = "Memory of a task, in MiB."

  validation {
    condition     = var.memory >= 2 * var.cpu && var.memory <= 8 * var.cpu
    error_message = "Fargate has two to eight times the CPU."
  }
}

variable "environment" {
  type        = map(string)
  description = "Configuration of the program; no secrets."

  validation {
    condition     = alltrue([for key in keys(var.environment) : startswith(key, "ELEVAITE_")])
    error_message = "Every variable of the program begins with ELEVAITE_."
  }
}

variable "secrets" {
  type        = map(string)
  description = "ARN of the secret for each variable that has one."

  validation {
    condition     = alltrue([for arn in values(var.secrets) : can(regex("^arn:aws[a-z-]*:secretsmanager:", arn))])
    error_message = "Give ARNs of Secrets Manager."
  }
}

variable "execution_policy" {
  type        = string
  description = "What ECS may do to start a task, as JSON."

  validation {
    condition     = can(jsondecode(var.execution_policy).Statement)
    error_message = "Give an IAM policy as JSON."
  }
}

variable "task_policy" {
  type        = string
  description = "What the program in the task may do, as JSON."

  validation {
    condition     = can(jsondecode(var.task_policy).Statement)
    error_message = "Give an IAM policy as JSON."
  }
}

variable "exec_policy" {
  type        = string
  description = "What ECS Exec needs in the task, as JSON; null: nobody can open a shell, and the file system is read-only."
  default     = null

  validation {
    condition     = var.exec_policy == null || can(jsondecode(var.exec_policy).Statement)
    error_message = "Give an IAM policy as JSON."
  }
}

variable "vpc_id" {
  type        = string
  description = "The VPC."

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "Give the id of a VPC."
  }
}

variable "subnet_ids" {
  type        = list(string)
  description = "Subnets of the tasks."

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "Give at least two subnets, in different zones."
  }
}

variable "port" {
  type        = number
  description = "Port that the load balancer reaches; null: none."
  default     = null

  validation {
    condition     = var.port == null || try(var.port > 1023 && var.port < 65536, false)
    error_message = "Use 1024 to 65535."
  }
}

variable "target_group_arn" {
  type        = string
  description = "Target group of the load balancer; null: none."
  default     = null

  validation {
    condition     = var.target_group_arn == null || can(regex(":targetgroup/", var.target_group_arn))
    error_message = "Give the ARN of a target group."
  }
}

variable "load_balancer_security_group_id" {
  type        = string
  description = "Security group of the load balancer; null: nobody reaches in."
  default     = null

  validation {
    condition     = var.load_balancer_security_group_id == null || can(regex("^sg-", var.load_balancer_security_group_id))
    error_message = "Give the id of a security group."
  }
}

variable "capacity" {
  type        = object({ min = number, max = number })
  description = "Tasks at least and at most; null: a task definition only, for tasks that are run once."
  default     = null

  validation {
    condition     = var.capacity == null || try(var.capacity.min >= 1 && var.capacity.max >= var.capacity.min, false)
    error_message = "The least must be at least one, and the most no less."
  }
}

variable "spot_weight" {
  type        = number
  description = "Of each further task beyond the least, the share on Spot: 0 none, 1 half, 4 four fifths."
  default     = 0

  validation {
    condition     = var.spot_weight >= 0 && var.spot_weight <= 10
    error_message = "Use 0 to 10."
  }
}

variable "target_cpu_percent" {
  type        = number
  description = "CPU at which tasks are added; null: not by CPU."
  default     = null

  validation {
    condition     = var.target_cpu_percent == null || try(var.target_cpu_percent >= 20 && var.target_cpu_percent <= 90, false)
    error_message = "Use 20 to 90."
  }
}

variable "backlog" {
  type        = map(number)
  description = "Jobs that each task may have, waiting or worked on, by the name of the queue; empty: not scaled by backlog."
  default     = {}

  validation {
    condition     = alltrue([for jobs in values(var.backlog) : jobs > 0])
    error_message = "Use positive numbers."
  }
}

variable "rollback_alarm_names" {
  type        = list(string)
  description = "Alarms that roll a deployment back."
  default     = []

  validation {
    condition     = alltrue([for name in var.rollback_alarm_names : length(name) > 0])
    error_message = "Give names of alarms."
  }
}

variable "stop_seconds" {
  type        = number
  description = "Time to finish after the order to stop; Fargate gives 120 at most."
  default     = 120

  validation {
    condition     = var.stop_seconds >= 10 && var.stop_seconds <= 120
    error_message = "Use 10 to 120 seconds."
  }
}

variable "kms_key_arn" {
  type        = string
  description = "ARN of the key that encrypts what is stored here."

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  type        = number
  description = "Days that logs are kept."
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653], var.log_retention_days)
    error_message = "Use a retention that CloudWatch knows, such as 14, 30, 90 or 365."
  }
}
