# Its own state is a file: what makes the bucket for states cannot lie in it.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.45"
    }
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project   = "elevaite"
      ManagedBy = "terraform/bootstrap"
    }
  }
}
