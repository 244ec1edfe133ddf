#include "identity/tenant_secrets.hpp"

#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class TenantSecrets : public IdentityTest {
 protected:
  identity::TenantSecrets secrets{tenant_keys};
  Result<std::string> open(model::TenantId tenant_id, std::string place,
                           ports::SealedSecret sealed) {
    return db.await(secrets.open(tenant_id, std::move(place), std::move(sealed)));
  }
};
ELEVAITE_ON_BOTH_DATABASES(TenantSecrets);

TEST_P(TenantSecrets, open_only_in_their_tenant_and_place) {
  auto ours = sign_up().principal.tenant_id;
  auto theirs = sign_up("eve@example.com").principal.tenant_id;
  auto sealed = db.await(secrets.seal(ours, "row/1", "sentinel")).value();
  EXPECT_EQ(crypto::text_of(sealed.bytes).find("sentinel"), std::string_view::npos);
  EXPECT_EQ(open(ours, "row/1", sealed).value(), "sentinel");
  EXPECT_FALSE(open(ours, "row/2", sealed));
  // Theirs has a key of that version, too.
  db.await(secrets.seal(theirs, "row/1", "other")).value();
  EXPECT_FALSE(open(theirs, "row/1", sealed));
  sealed.bytes.back() ^= 1;
  EXPECT_FALSE(open(ours, "row/1", sealed));
}

}  // namespace
}  // namespace elevaite::test
