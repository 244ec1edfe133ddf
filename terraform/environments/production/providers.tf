provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      Project     = "elevaite"
      Environment = var.environment
      ManagedBy   = "terraform"
      CostCenter  = var.cost_center
    }
  }
}

# It reads CLOUDFLARE_API_TOKEN; where Route 53 answers for the zone, it has nothing to do.
provider "cloudflare" {}
