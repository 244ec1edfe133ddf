#include <set>

#include "identity/refresh_token.hpp"
#include "tests/identity/fixture.hpp"

namespace elevaite::test {
namespace {

class Sessions : public IdentityTest {};
ELEVAITE_ON_BOTH_DATABASES(Sessions);

TEST_P(Sessions, each_refresh_token_works_once) {
  auto first = sign_up();
  clock.advance(1s);
  auto second = refresh(first.refresh_token).value();
  EXPECT_NE(second.refresh_token, first.refresh_token);
  EXPECT_EQ(second.principal.session_id, first.principal.session_id);
  EXPECT_TRUE(authenticate(second.access_token).has_value());
  clock.advance(1s);
  EXPECT_TRUE(refresh(second.refresh_token).has_value());
}

TEST_P(Sessions, an_old_token_ends_the_whole_family) {
  auto first = sign_up();
  auto second = refresh(first.refresh_token).value();
  clock.advance(61s);
  EXPECT_EQ(reason(refresh(first.refresh_token)), "refresh_token_reused");
  EXPECT_EQ(reason(refresh(second.refresh_token)), "session_ended");
  EXPECT_EQ(reason(refresh(first.refresh_token)), "session_ended");
}

TEST_P(Sessions, a_token_two_generations_old_ends_the_family_at_once) {
  auto first = sign_up();
  auto second = refresh(first.refresh_token).value();
  auto third = refresh(second.refresh_token).value();
  EXPECT_EQ(reason(refresh(first.refresh_token)), "refresh_token_reused");
  EXPECT_EQ(reason(refresh(third.refresh_token)), "session_ended");
}

TEST_P(Sessions, a_lost_answer_is_given_once_more_within_the_grace) {
  auto first = sign_up();
  auto lost = refresh(first.refresh_token).value();
  clock.advance(60s);
  auto again = refresh(first.refresh_token).value();
  EXPECT_EQ(again.refresh_token, lost.refresh_token);
  EXPECT_EQ(again.refresh_expires_at, lost.refresh_expires_at);
  EXPECT_NE(again.access_token, lost.access_token);
  EXPECT_TRUE(authenticate(again.access_token).has_value());
  EXPECT_TRUE(refresh(again.refresh_token).has_value());
}

// The successor did arrive, so who still has the old token is not its client.
TEST_P(Sessions, a_used_successor_ends_the_grace) {
  auto first = sign_up();
  auto second = refresh(first.refresh_token).value();
  auto third = refresh(second.refresh_token).value();
  EXPECT_EQ(reason(refresh(first.refresh_token)), "refresh_token_reused");
  EXPECT_EQ(reason(refresh(second.refresh_token)), "session_ended");
  EXPECT_EQ(reason(refresh(third.refresh_token)), "session_ended");
}

TEST_P(Sessions, asking_again_does_not_prolong_the_grace) {
  auto first = sign_up();
  auto second = refresh(first.refresh_token).value();
  for (int i = 0; i < 3; ++i) {
    clock.advance(20s);
    EXPECT_EQ(reason(refresh(first.refresh_token)), "ok");
  }
  clock.advance(1s);
  EXPECT_EQ(reason(refresh(first.refresh_token)), "refresh_token_reused");
  EXPECT_EQ(reason(refresh(second.refresh_token)), "session_ended");
}

TEST_P(Sessions, of_many_refreshes_at_once_all_get_the_same_successor) {
  auto first = sign_up();
  std::vector<Task<Result<identity::SignedIn>>> tasks;
  for (int i = 0; i < 16; ++i) tasks.push_back(sessions.refresh(first.refresh_token, {}));
  std::set<std::string> successors;
  for (auto& answer : db.await_all(std::move(tasks))) {
    ASSERT_EQ(reason(answer), "ok");
    EXPECT_TRUE(authenticate(answer->access_token).has_value());
    successors.insert(answer->refresh_token);
  }
  ASSERT_EQ(successors.size(), 1u);
  EXPECT_EQ(db.query("SELECT generation FROM sessions").integer(0, 0), 1);
  EXPECT_TRUE(refresh(*successors.begin()).has_value());
}

TEST_P(Sessions, an_invented_token_ends_nothing) {
  auto first = sign_up();
  auto second = refresh(first.refresh_token).value();
  auto forged =
      identity::RefreshToken::make(first.principal.session_id, 0, crypto::random_bytes(32));
  auto stranger = identity::RefreshToken::make(model::SessionId::generate(), 0, {});
  clock.advance(1h);
  EXPECT_EQ(reason(refresh(forged.str())), "refresh_token_invalid");
  EXPECT_EQ(reason(refresh(stranger.str())), "refresh_token_invalid");
  EXPECT_EQ(reason(refresh("nonsense")), "refresh_token_invalid");
  EXPECT_TRUE(refresh(second.refresh_token).has_value());
}

// The family key alone, which a reader of the database has, makes no valid token.
TEST_P(Sessions, a_stolen_database_refreshes_nothing) {
  auto signed_in = sign_up();
  auto rows = db.query("SELECT family_key, refresh_hash FROM sessions");
  auto forged = identity::RefreshToken::make(signed_in.principal.session_id, 0, rows.bytes(0, 0));
  EXPECT_EQ(reason(refresh(forged.str())), "refresh_token_invalid");
  EXPECT_EQ(reason(refresh(signed_in.refresh_token)), "ok");
  // Nor does it pass for the token before the present one, whose answer was lost.
  EXPECT_EQ(reason(refresh(forged.str())), "refresh_token_invalid");
  EXPECT_EQ(reason(refresh(signed_in.refresh_token)), "ok");
}

TEST_P(Sessions, end_when_unused_or_old) {
  auto used = sign_up();
  for (int day = 0; day < 89; ++day) {
    clock.advance(std::chrono::hours(24));
    db.await(signing_keys.refresh()).value();
    used = refresh(used.refresh_token).value();
  }
  clock.advance(std::chrono::hours(24));
  db.await(signing_keys.refresh()).value();
  EXPECT_EQ(reason(refresh(used.refresh_token)), "session_ended");
  auto unused = sign_in("ada@example.com", kPassword).value();
  clock.advance(std::chrono::hours(24 * 30));
  EXPECT_EQ(reason(refresh(unused.refresh_token)), "session_ended");
}

TEST_P(Sessions, signing_out_ends_one_session) {
  auto first = sign_up();
  auto second = sign_in("ada@example.com", kPassword).value();
  ASSERT_TRUE(db.await(sessions.sign_out(first.refresh_token)).has_value());
  EXPECT_TRUE(db.await(sessions.sign_out(std::string("nonsense"))).has_value());
  EXPECT_EQ(reason(refresh(first.refresh_token)), "session_ended");
  EXPECT_TRUE(refresh(second.refresh_token).has_value());
}

TEST_P(Sessions, are_bounded_and_the_least_used_goes_first) {
  std::vector<identity::SignedIn> all{sign_up()};
  for (int i = 0; i < 5; ++i) {
    clock.advance(1s);
    all.push_back(sign_in("ada@example.com", kPassword).value());
  }
  EXPECT_EQ(db.await(sessions.list(all[0].principal.user_id)).value().size(), 5u);
  EXPECT_EQ(reason(refresh(all[0].refresh_token)), "session_ended");
  EXPECT_EQ(reason(refresh(all[1].refresh_token)), "ok");
}

TEST_P(Sessions, are_revoked_only_by_their_person) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  auto id = ada.principal.session_id;
  EXPECT_EQ(db.await(sessions.revoke(eve.principal.user_id, id)).error().code,
            ErrorCode::not_found);
  EXPECT_TRUE(db.await(sessions.revoke(ada.principal.user_id, id)).has_value());
  EXPECT_EQ(reason(refresh(ada.refresh_token)), "session_ended");
}

TEST_P(Sessions, follow_the_members_present_role) {
  auto ada = sign_up();
  auto eve = sign_up("eve@example.com");
  join(ada, eve, "admin");
  auto moved = db.await(admission.switch_tenant(ada.principal, eve.principal.tenant_id, {}))
                   .value()
                   .signed_in.value();
  db.query("UPDATE members SET role = 'viewer' WHERE tenant_id = $1 AND user_id = $2",
           {eve.principal.tenant_id.uuid, ada.principal.user_id.uuid});
  moved = refresh(moved.refresh_token).value();
  EXPECT_EQ(authenticate(moved.access_token).value().role, model::Role::viewer);
  db.query("DELETE FROM members WHERE tenant_id = $1 AND user_id = $2",
           {eve.principal.tenant_id.uuid, ada.principal.user_id.uuid});
  EXPECT_EQ(reason(refresh(moved.refresh_token)), "session_ended");
}

TEST_P(Sessions, access_tokens_expire) {
  auto signed_in = sign_up();
  clock.advance(15min);
  EXPECT_EQ(reason(authenticate(signed_in.access_token)), "token_expired");
}

class SigningKeyRotation : public IdentityTest {};
ELEVAITE_ON_BOTH_DATABASES(SigningKeyRotation);

TEST_P(SigningKeyRotation, processes_share_the_keys) {
  identity::SigningKeys other(*db, master_keys, clock, {});
  db.await(other.refresh()).value();
  EXPECT_EQ(other.current()->kid(), signing_keys.current()->kid());
  EXPECT_EQ(to_text(other.jwks()), to_text(signing_keys.jwks()));
}

TEST_P(SigningKeyRotation, publishes_a_successor_before_it_signs) {
  auto first = signing_keys.current()->kid();
  auto advance = [&](Duration by) {
    clock.advance(by);
    db.await(signing_keys.refresh()).value();
  };
  advance(std::chrono::hours(24 * 88));
  EXPECT_EQ(signing_keys.jwks().at("keys").as_array().size(), 1u);
  advance(std::chrono::hours(24));
  EXPECT_EQ(signing_keys.jwks().at("keys").as_array().size(), 2u);
  EXPECT_EQ(signing_keys.current()->kid(), first);
  auto old_session = sign_up();
  advance(std::chrono::hours(24) - 1min);
  old_session = refresh(old_session.refresh_token).value();
  advance(1min);
  EXPECT_NE(signing_keys.current()->kid(), first);
  EXPECT_TRUE(authenticate(old_session.access_token).has_value());
  advance(std::chrono::hours(25));
  EXPECT_EQ(signing_keys.jwks().at("keys").as_array().size(), 1u);
}

TEST_P(SigningKeyRotation, an_operator_can_rotate_at_any_time) {
  auto before = sign_up();
  EXPECT_TRUE(authenticate(before.access_token).has_value());
  clock.advance(1s);
  auto kid = db.await(signing_keys.rotate(Duration(0))).value();
  EXPECT_EQ(signing_keys.current()->kid(), kid);
  clock.advance(6s);
  auto after = refresh(before.refresh_token).value();
  // The verifier meets an unknown key and fetches it; the old token still holds.
  EXPECT_TRUE(authenticate(after.access_token).has_value());
  EXPECT_TRUE(authenticate(before.access_token).has_value());
}

TEST_P(SigningKeyRotation, unknown_keys_do_not_flood_the_database) {
  auto signed_in = sign_up();
  EXPECT_TRUE(authenticate(signed_in.access_token).has_value());
  auto stranger = crypto::Es256SigningKey::generate();
  db.query("DELETE FROM signing_keys");
  for (int i = 0; i < 50; ++i) {
    JsonObject claims{{"jti", i}};
    EXPECT_EQ(reason(authenticate(crypto::sign_token(stranger, "at+jwt", claims))),
              "token_invalid");
  }
  // Had they been asked for again, the emptied table would have withdrawn ours.
  EXPECT_TRUE(authenticate(signed_in.access_token).has_value());
}

TEST_P(SigningKeyRotation, follows_a_change_of_the_master_key) {
  auto both =
      identity::MasterKeys::parse(master_key("k2", 'b') + "," + master_key("k1", 'a')).value();
  identity::SigningKeys rotating(*db, both, clock, {});
  db.await(rotating.refresh()).value();
  auto only_new = identity::MasterKeys::parse(master_key("k2", 'b')).value();
  identity::SigningKeys later(*db, only_new, clock, {});
  ASSERT_EQ(reason(db.await(later.refresh())), "ok");
  EXPECT_EQ(later.current()->kid(), signing_keys.current()->kid());
}

TEST_P(SigningKeyRotation, private_keys_are_sealed) {
  auto rows = db.query("SELECT sealed_private_key FROM signing_keys");
  EXPECT_FALSE(crypto::Es256SigningKey::from_private_bytes(rows.bytes(0, 0)).has_value());
  auto other = identity::MasterKeys::parse(master_key("k1", 'b')).value();
  identity::SigningKeys stranger(*db, other, clock, {});
  EXPECT_EQ(reason(db.await(stranger.refresh())), "decryption_failed");
}

}  // namespace
}  // namespace elevaite::test
