#include "core/aws/rds_token.hpp"

#include <gtest/gtest.h>

namespace elevaite::aws {
namespace {

const RdsEndpoint kEndpoint{"db.abc.us-east-1.rds.amazonaws.com", "5432", "engine_app",
                            "us-east-1"};

// The signature is botocore's for the same endpoint, time and credentials.
TEST(rds_token, is_what_botocore_makes) {
  Credentials credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                          "SESSIONTOKEN"};
  auto token = rds_token(kEndpoint, credentials, *parse_rfc3339("2026-11-23T12:00:00Z"));
  EXPECT_EQ(token,
            "db.abc.us-east-1.rds.amazonaws.com:5432/?Action=connect&DBUser=engine_app"
            "&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            "&X-Amz-Credential=AKIDEXAMPLE%2F20261123%2Fus-east-1%2Frds-db%2Faws4_request"
            "&X-Amz-Date=20261123T120000Z&X-Amz-Expires=900"
            "&X-Amz-Security-Token=SESSIONTOKEN"
            "&X-Amz-Signature=afb50359ae46e71b452238ccd5ed595ba28c990995606c4af54eafc618c5bdc8"
            "&X-Amz-SignedHeaders=host");
}

TEST(rds_token, is_another_one_a_second_later) {
  Credentials credentials{"AKIDEXAMPLE", "secret"};
  auto at = *parse_rfc3339("2026-11-23T12:00:00Z");
  EXPECT_NE(rds_token(kEndpoint, credentials, at), rds_token(kEndpoint, credentials, at + 1s));
}

TEST(region_of_rds_host, is_in_the_name_of_an_instance) {
  EXPECT_EQ(region_of_rds_host("db.abc.eu-central-1.rds.amazonaws.com"), "eu-central-1");
  EXPECT_EQ(region_of_rds_host("db.example.com"), "");
  EXPECT_EQ(region_of_rds_host("x.rds.amazonaws.com"), "");
}

}  // namespace
}  // namespace elevaite::aws
