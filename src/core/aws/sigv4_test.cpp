// Against the vectors that AWS publishes: its signature test suite, the examples of the S3
// documentation, and signatures that its own SDK for JavaScript made.
#include "core/aws/sigv4.hpp"

#include <gtest/gtest.h>

#include "core/crypto/random.hpp"

namespace elevaite::aws {
namespace {

std::string hash_of(std::string_view body) { return crypto::hex_encode(crypto::sha256(body)); }

Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

std::string signature_in(const SignableRequest& request) {
  auto field = request.headers.get("Authorization");
  return std::string(field.substr(field.rfind('=') + 1));
}

const Credentials kSuite{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
const Credentials kManual{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
const SigningScope kS3{"us-east-1", "s3"};

std::string suite_signature(SignableRequest request) {
  request.host = "example.amazonaws.com";
  sign(request, kSuite, {"us-east-1", "service"}, at("2015-08-30T12:36:00Z"), hash_of(""));
  return signature_in(request);
}

TEST(sigv4, agrees_with_the_test_suite) {
  EXPECT_EQ(suite_signature({}),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  SignableRequest post;
  post.method = "POST";
  EXPECT_EQ(suite_signature(post),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  SignableRequest ordered;
  ordered.query = {{"Param2", "value2"}, {"Param1", "value1"}};
  EXPECT_EQ(suite_signature(ordered),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
}

std::string manual_signature(SignableRequest request, std::string_view body) {
  request.host = "examplebucket.s3.amazonaws.com";
  sign(request, kManual, kS3, at("2013-05-24T00:00:00Z"), hash_of(body));
  return signature_in(request);
}

TEST(sigv4, agrees_with_the_manual_of_s3) {
  SignableRequest get;
  get.path = "/test.txt";
  get.headers.add("Range", "bytes=0-9");
  EXPECT_EQ(manual_signature(get, ""),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  SignableRequest put;
  put.method = "PUT";
  put.path = "/test$file.text";
  put.headers.add("Date", "Fri, 24 May 2013 00:00:00 GMT");
  put.headers.add("x-amz-storage-class", "REDUCED_REDUNDANCY");
  EXPECT_EQ(manual_signature(put, "Welcome to Amazon S3."),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  SignableRequest lifecycle;
  lifecycle.query = {{"lifecycle", ""}};
  EXPECT_EQ(manual_signature(lifecycle, ""),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  SignableRequest list;
  list.query = {{"max-keys", "2"}, {"prefix", "J"}};
  EXPECT_EQ(manual_signature(list, ""),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST(sigv4, presigns_as_the_manual_of_s3_does) {
  SignableRequest request;
  request.host = "examplebucket.s3.amazonaws.com";
  request.path = "/test.txt";
  presign(request, kManual, kS3, at("2013-05-24T00:00:00Z"), std::chrono::seconds(86400));
  EXPECT_EQ(request.target(),
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
            "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
            "&X-Amz-SignedHeaders=host");
}

// Made by @smithy/signature-v4 and @aws-sdk/s3-request-presigner with a session token.
class Sdk : public testing::Test {
 protected:
  Credentials credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                          "SESSIONTOKEN"};
  Instant now = at("2026-11-23T12:00:00Z");
};

TEST_F(Sdk, signs_s3_keys_with_spaces_and_plus_alike) {
  SignableRequest put;
  put.method = "PUT";
  put.host = "elevaite-staging-files.s3.us-east-1.amazonaws.com";
  put.path = "/tenants/t1/r p+q.pdf";
  put.headers.add("content-type", "application/pdf");
  put.headers.add("x-amz-server-side-encryption", "aws:kms");
  sign(put, credentials, kS3, now, hash_of("PDF"));
  EXPECT_EQ(signature_in(put), "385aaa34316d1d1c48d88d155e2f7d9728cb8f06166c01c0342305554bb15d40");
  EXPECT_EQ(put.target(), "/tenants/t1/r%20p%2Bq.pdf");
  EXPECT_EQ(put.headers.get("X-Amz-Security-Token"), "SESSIONTOKEN");
}

TEST_F(Sdk, presigns_with_a_session_token_alike) {
  SignableRequest get;
  get.host = "elevaite-staging-files.s3.us-east-1.amazonaws.com";
  get.path = "/tenants/t1/r p+q.pdf";
  get.query = {{"response-content-disposition", "attachment; filename=\"r p.pdf\""}};
  presign(get, credentials, kS3, now, std::chrono::seconds(900));
  EXPECT_NE(get.target().find("9b86c4f48e44d1b2c6ea5dd8fa96cc4ac99b0b24a56b100b2290cd979c1c1fbf"),
            std::string::npos)
      << get.target();
}

// Whoever follows it must send both fields as they were signed.
TEST_F(Sdk, presigns_an_upload_with_its_type_and_encryption_alike) {
  SignableRequest put;
  put.method = "PUT";
  put.host = "elevaite-staging-files.s3.us-east-1.amazonaws.com";
  put.path = "/tenants/t1/r p+q.pdf";
  put.headers.add("content-type", "application/pdf");
  put.headers.add("X-Amz-Server-Side-Encryption", "AES256");
  presign(put, credentials, kS3, now, std::chrono::seconds(900));
  for (auto part :
       {"X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-server-side-encryption",
        "X-Amz-Signature=b8f6c4f1fdc9384e98a1f6202b4f15edc2a0e04894a819339a53a7b4557dfa91"}) {
    EXPECT_NE(put.target().find(part), std::string::npos) << put.target();
  }
}

TEST_F(Sdk, signs_other_services_alike) {
  SignableRequest post;
  post.method = "POST";
  post.host = "sqs.us-east-1.amazonaws.com";
  post.headers.add("content-type", "application/x-amz-json-1.0");
  post.headers.add("x-amz-target", "AmazonSQS.SendMessage");
  std::string hash = hash_of(
      R"({"QueueUrl":"https://sqs.us-east-1.amazonaws.com/111111111111/elevaite-staging-long",)"
      R"("MessageBody":"{}"})");
  post.headers.add("x-amz-content-sha256", hash);
  sign(post, credentials, {"us-east-1", "sqs"}, now, hash);
  EXPECT_EQ(signature_in(post), "c936f61aaffa278c6dd42bf82ef6bbccdbc318fe231631199f9ed00b395f4d96");
}

TEST(sigv4, says_when_the_body_is_not_signed) {
  SignableRequest put;
  put.method = "PUT";
  put.host = "bucket.s3.amazonaws.com";
  sign(put, kManual, kS3, at("2013-05-24T00:00:00Z"), kUnsignedPayload);
  EXPECT_EQ(put.headers.get("X-Amz-Content-Sha256"), "UNSIGNED-PAYLOAD");
}

}  // namespace
}  // namespace elevaite::aws
