#include "core/net/egress.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

namespace elevaite::net {
namespace {

Result<void> verdict(const EgressGuard& guard, const std::string& host, const std::string& address,
                     std::uint16_t port = 443) {
  sockaddr_storage storage{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
  if (inet_pton(AF_INET, address.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
  } else {
    EXPECT_EQ(inet_pton(AF_INET6, address.c_str(), &v6->sin6_addr), 1) << address;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
  }
  return guard.check_address(host, reinterpret_cast<sockaddr*>(&storage));
}

TEST(EgressGuard, denies_every_address_that_is_not_public) {
  EgressGuard guard;
  for (std::string address : {"0.0.0.0",
                              "0.255.255.255",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.0",
                              "100.100.100.200",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.254",
                              "168.63.129.16",
                              "169.254.0.1",
                              "169.254.169.254",
                              "169.254.170.2",
                              "169.254.170.23",
                              "172.16.0.0",
                              "172.31.255.255",
                              "192.0.0.192",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.0.1",
                              "192.168.255.255",
                              "198.18.0.0",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.7",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:127.0.0.1",
                              "::ffff:8.8.8.8",
                              "::8.8.8.8",
                              "::ffff:0:8.8.8.8",
                              "64:ff9b::808:808",
                              "64:ff9b:1::808:808",
                              "100::1",
                              "2001::1",
                              "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                              "2001:db8::1",
                              "2001:10::1",
                              "2001:20::1",
                              "2002:7f00:1::",
                              "2002:808:808::1",
                              "3fff::1",
                              "5f00::1",
                              "fc00::1",
                              "fd00:ec2::254",
                              "fd00:ec2::23",
                              "fe80::1",
                              "fec0::1",
                              "ff02::1",
                              "4000::1",
                              "e000::1"}) {
    auto result = verdict(guard, "name.example", address);
    ASSERT_TRUE(result.has_error()) << address;
    EXPECT_EQ(result.error().code, ErrorCode::permission_denied);
    EXPECT_NE(result.error().message.find("name.example"), std::string::npos);
  }
}

TEST(EgressGuard, permits_every_public_address) {
  EgressGuard guard;
  for (std::string address : {"1.1.1.1",         "8.8.8.8",        "9.255.255.255",
                              "11.0.0.0",        "100.63.255.255", "100.128.0.0",
                              "126.255.255.255", "128.0.0.0",      "168.63.129.15",
                              "169.253.255.255", "169.255.0.0",    "172.15.255.255",
                              "172.32.0.0",      "192.0.1.0",      "192.167.255.255",
                              "192.169.0.0",     "198.17.255.255", "198.20.0.0",
                              "223.255.255.255", "2001:200::1",    "2001:4860:4860::8888",
                              "2606:4700::1111", "2a00:1450::1",   "3ffe::1"}) {
    EXPECT_TRUE(verdict(guard, "name.example", address).has_value()) << address;
  }
}

TEST(EgressGuard, denies_zones_and_other_address_families) {
  EgressGuard guard;
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "2606:4700::1111", &v6.sin6_addr);
  EXPECT_TRUE(guard.check_address("h", reinterpret_cast<sockaddr*>(&v6)).has_value());
  v6.sin6_scope_id = 2;
  EXPECT_TRUE(guard.check_address("h", reinterpret_cast<sockaddr*>(&v6)).has_error());
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_TRUE(guard.check_address("h", reinterpret_cast<sockaddr*>(&local)).has_error());
  EXPECT_TRUE(guard.check_address("h", nullptr).has_error());
}

TEST(EgressGuard, permits_what_the_operator_allows_and_nothing_beside_it) {
  EgressGuard guard({"db.internal", "api.internal:8443", "10.1.2.3", "10.1.2.4:9000",
                     "192.168.4.0/22", "[fd00::7]:443", "fd12::/16", "fe80::9"});
  EXPECT_TRUE(verdict(guard, "db.internal", "10.9.9.9", 5432).has_value());
  EXPECT_TRUE(verdict(guard, "DB.Internal.", "10.9.9.9", 5432).has_value());
  EXPECT_TRUE(verdict(guard, "x.db.internal", "10.9.9.9").has_error());
  EXPECT_TRUE(verdict(guard, "db.internal.evil.example", "10.9.9.9").has_error());
  EXPECT_TRUE(verdict(guard, "api.internal", "10.9.9.9", 8443).has_value());
  EXPECT_TRUE(verdict(guard, "api.internal", "10.9.9.9", 443).has_error());
  EXPECT_TRUE(verdict(guard, "any", "10.1.2.3", 1).has_value());
  EXPECT_TRUE(verdict(guard, "any", "10.1.2.4", 9000).has_value());
  EXPECT_TRUE(verdict(guard, "any", "10.1.2.4", 9001).has_error());
  EXPECT_TRUE(verdict(guard, "any", "192.168.7.255").has_value());
  EXPECT_TRUE(verdict(guard, "any", "192.168.8.0").has_error());
  EXPECT_TRUE(verdict(guard, "any", "192.168.3.255").has_error());
  EXPECT_TRUE(verdict(guard, "any", "fd00::7", 443).has_value());
  EXPECT_TRUE(verdict(guard, "any", "fd00::7", 80).has_error());
  EXPECT_TRUE(verdict(guard, "any", "fd12:ffff::1").has_value());
  EXPECT_TRUE(verdict(guard, "any", "fd13::1").has_error());
  EXPECT_TRUE(verdict(guard, "any", "::ffff:10.1.2.3").has_error());
}

TEST(EgressGuard, names_the_entry_of_the_allow_list_that_is_wrong) {
  for (std::string good :
       {"localhost", "a-b.example:1", "10.0.0.0/8", "::1", "[::1]:80", "[::1]", "::/0"}) {
    EXPECT_TRUE(EgressGuard::check_entry(good).has_value()) << good;
  }
  for (std::string bad : {"", "10.0.0.0/33", "::/129", "host/8", "host:0", "host:70000", "host:x",
                          "[::1", "http://host", "10.0.0.0/", "127.1", "a b", "*", "[host]:"}) {
    auto result = EgressGuard::check_entry(bad);
    ASSERT_TRUE(result.has_error()) << bad;
    EXPECT_NE(result.error().message.find("\"" + bad + "\""), std::string::npos);
  }
}

TEST(EgressGuard, check_url_sees_through_spellings_of_addresses) {
  EgressGuard guard;
  for (std::string url : {"http://127.0.0.1/",
                          "http://127.1/",
                          "http://2130706433/",
                          "http://0x7f000001/",
                          "http://0x7f.0.0.1/",
                          "http://0177.0.0.1/",
                          "http://017700000001/",
                          "http://127.0.0.1./",
                          "http://0/",
                          "http://0.0.0.0:80/",
                          "http://[::1]/",
                          "http://[::]/",
                          "http://[::ffff:127.0.0.1]/",
                          "http://[::ffff:7f00:1]/",
                          "http://[64:ff9b::7f00:1]/",
                          "http://[fe80::1%25eth0]/",
                          "http://[2606:4700::1111%25eth0]/",
                          "http://169.254.169.254/latest/meta-data",
                          "http://localhost/",
                          "http://LOCALHOST./",
                          "http://a.localhost/",
                          "http://%31%32%37.0.0.1/",
                          "http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1/",
                          "http://1\xE3\x80\x82"
                          "1.1.1/",
                          "http://0xa9fea9fe/",
                          "http://10.0.0.1:443/",
                          "https://192.168.1.1/"}) {
    auto result = guard.check_url(url);
    ASSERT_TRUE(result.has_error()) << url;
  }
}

TEST(EgressGuard, check_url_refuses_schemes_userinfo_and_hosts_that_are_none) {
  EgressGuard guard;
  for (std::string url : {"ftp://example.com/",
                          "file:///etc/passwd",
                          "gopher://example.com/",
                          "example.com",
                          "//example.com",
                          "javascript:alert(1)",
                          "http://",
                          "http:///x",
                          "http://user@example.com/",
                          "http://u:p@example.com/",
                          "http://@example.com/",
                          "http://example.com:0/",
                          "http://example.com:99999/",
                          "http://exa mple.com/",
                          "http://example.com\n/",
                          "http://./",
                          "http://1.2.3.4.5/",
                          "http://256.1.1.1/",
                          "http://example.com\\@127.0.0.1/",
                          ""}) {
    EXPECT_TRUE(guard.check_url(url).has_error()) << url;
  }
}

TEST(EgressGuard, check_url_permits_public_urls_and_allowed_ones) {
  EgressGuard guard;
  for (std::string url :
       {"https://api.example.com/v1?x=1#y", "http://example.com:8080", "http://8.8.8.8/",
        "https://[2606:4700::1111]/", "HTTPS://EXAMPLE.COM./", "http://xn--bcher-kva.example/",
        "http://example.com/@path", "http://134744072/"}) {
    EXPECT_TRUE(guard.check_url(url).has_value()) << url;
  }
  EgressGuard loopback({"127.0.0.1:8080"});
  EXPECT_TRUE(loopback.check_url("http://127.0.0.1:8080/").has_value());
  EXPECT_TRUE(loopback.check_url("http://127.1:8080/").has_value());
  EXPECT_TRUE(loopback.check_url("http://localhost:8080/").has_value());
  EXPECT_TRUE(loopback.check_url("http://127.0.0.1:8081/").has_error());
  EXPECT_TRUE(loopback.check_url("http://127.0.0.1/").has_error());
}

TEST(EgressGuard, gives_every_guard_an_id_of_its_own) {
  EgressGuard a, b;
  EgressGuard copy = a;
  EXPECT_NE(a.id(), b.id());
  EXPECT_EQ(a.id(), copy.id());
}

}  // namespace
}  // namespace elevaite::net
