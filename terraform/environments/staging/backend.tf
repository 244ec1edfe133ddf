# A backend takes no variables: put the names here that bootstrap printed. A team whose Terraform is older
# than 1.10 writes dynamodb_table = "…-lock" instead of use_lockfile.
terraform {
  backend "s3" {
    bucket       = "elevaite-terraform-state-staging"
    key          = "staging/terraform.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }
}
