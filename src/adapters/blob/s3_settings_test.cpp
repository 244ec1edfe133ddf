#include "adapters/blob/s3_settings.hpp"

#include <gtest/gtest.h>

#include "adapters/blob/s3_xml.hpp"

namespace elevaite::adapters::blob {
namespace {

TEST(s3_url, leads_to_the_buckets_own_host_or_below_the_endpoint) {
  auto aws = parse_s3_url("s3://elevaite-files/staging?region=eu-west-1", "").value();
  EXPECT_EQ(aws.base_url, "https://elevaite-files.s3.eu-west-1.amazonaws.com");
  EXPECT_EQ(aws.path_prefix, "/");
  EXPECT_EQ(aws.prefix, "staging/");
  auto other = parse_s3_url(
                   "s3://files?endpoint=http://127.0.0.1:9000&path_style=true&sse=aws:kms"
                   "&kms_key_id=k1&part_size=16MiB",
                   "us-east-1")
                   .value();
  EXPECT_EQ(other.base_url, "http://127.0.0.1:9000");
  EXPECT_EQ(other.host, "127.0.0.1:9000");
  EXPECT_EQ(other.path_prefix, "/files/");
  EXPECT_EQ(other.prefix, "");
  EXPECT_EQ(other.region, "us-east-1");
  EXPECT_EQ(other.kms_key_id, "k1");
  EXPECT_EQ(other.part_bytes, std::size_t{16 << 20});
}

TEST(s3_url, names_the_part_that_is_wrong) {
  struct Case {
    std::string_view url;
    std::string_view field;
  };
  for (auto [url, field] :
       {Case{"s3://?region=a", "bucket"}, Case{"s3://UPPER?region=a", "bucket"},
        Case{"s3://bucket", "region"}, Case{"s3://bucket?region=a&sse=rot13", "sse"},
        Case{"s3://bucket?region=a&part_size=1MiB", "part_size"},
        Case{"s3://bucket?region=a&endpoint=ftp://x", "endpoint"},
        Case{"s3://bucket?region=a&colour=red", "colour"}}) {
    auto parsed = parse_s3_url(url, "");
    ASSERT_FALSE(parsed.has_value()) << url;
    EXPECT_EQ(parsed.error().fields.at(0).code, field);
  }
}

TEST(s3_xml, is_read_with_its_entities) {
  std::string xml =
      "<List><Contents><Key>a&amp;b &lt;c&gt;</Key><ETag>&quot;1&quot;</ETag></Contents>"
      "<Contents><Key>d</Key></Contents></List>";
  std::vector<std::string> keys;
  for_each_element(xml, "Contents",
                   [&keys](std::string_view inside) { keys.push_back(xml_text(inside, "Key")); });
  EXPECT_EQ(keys, (std::vector<std::string>{"a&b <c>", "d"}));
  EXPECT_EQ(xml_text(xml, "ETag"), "\"1\"");
  EXPECT_EQ(xml_text(xml, "None"), "");
  EXPECT_EQ(xml_text("<Key>cut off", "Key"), "");
  EXPECT_EQ(xml_escape("\"a\"<&>"), "&quot;a&quot;&lt;&amp;&gt;");
}

}  // namespace
}  // namespace elevaite::adapters::blob
