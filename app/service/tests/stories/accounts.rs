use chrono::Duration;
use vigie_domain::Lang;
use vigie_domain::access::Role;
use vigie_domain::problem::ProblemCode;
use vigie_service::{Error, NewUser};

use crate::support::{PASSWORD, World, pass, problems, stories};

stories! {
    only_the_right_password_signs_in
    a_session_holds_thirty_days_after_its_last_use
    a_new_password_ends_the_other_sessions
    a_closed_account_is_out_at_once
    accounts_are_checked
}

async fn only_the_right_password_signs_in(world: World) {
    for (email, password) in [
        ("ada@alpes.example", "wrong horse"),
        ("nobody@alpes.example", PASSWORD),
        ("", ""),
        ("ada@alpes.example", &"x".repeat(100_000)),
    ] {
        let tried = world.service.sign_in(email, password, "test").await;
        assert!(matches!(tried, Err(Error::SignedOut)), "{email}: {tried:?}");
    }
    let token = world.service.sign_in(" ADA@alpes.example ", PASSWORD, "test").await.unwrap();
    let caller = world.service.caller(token.as_str()).await.unwrap();
    assert!(caller.person().unwrap().admin);
    world.service.sign_out(token.as_str()).await.unwrap();
    assert!(matches!(world.service.caller(token.as_str()).await, Err(Error::SignedOut)));
    assert!(world.service.caller(world.session.as_str()).await.is_ok(), "the other session goes on");
}

async fn a_session_holds_thirty_days_after_its_last_use(world: World) {
    pass(Duration::days(29));
    world.service.caller(world.session.as_str()).await.unwrap();
    pass(Duration::days(29));
    world.service.caller(world.session.as_str()).await.unwrap();
    pass(Duration::days(31));
    assert!(matches!(world.service.caller(world.session.as_str()).await, Err(Error::SignedOut)));
    world.service.tidy().await.unwrap();
}

async fn a_new_password_ends_the_other_sessions(world: World) {
    let other = world.service.sign_in("ada@alpes.example", PASSWORD, "phone").await.unwrap();
    let wrong = world.service.change_password(&world.admin, "wrong", "a new long one").await;
    assert_eq!(problems(wrong), [(ProblemCode::NotAllowed, "old_password".to_owned())]);
    world.service.change_password(&world.admin, PASSWORD, "a new long one").await.unwrap();
    assert!(world.service.caller(world.session.as_str()).await.is_ok());
    assert!(matches!(world.service.caller(other.as_str()).await, Err(Error::SignedOut)));
    world.service.reset_password(&world.admin, "Ada@alpes.example", "yet another one").await.unwrap();
    assert!(matches!(world.service.caller(world.session.as_str()).await, Err(Error::SignedOut)));
    assert!(world.service.sign_in("ada@alpes.example", "yet another one", "test").await.is_ok());
}

async fn a_closed_account_is_out_at_once(world: World) {
    world.cluster("alpes").await;
    let last = world.service.set_disabled(&world.admin, "ada@alpes.example", true).await;
    assert_eq!(problems(last), [(ProblemCode::NotAllowed, "email".to_owned())]);
    world.user("carl@alpes.example", Role::Reader, "alpes").await;
    let session = world.service.sign_in("carl@alpes.example", PASSWORD, "test").await.unwrap();
    world.service.set_disabled(&world.admin, "carl@alpes.example", true).await.unwrap();
    assert!(matches!(world.service.caller(session.as_str()).await, Err(Error::SignedOut)));
    let again = world.service.sign_in("carl@alpes.example", PASSWORD, "test").await;
    assert!(matches!(again, Err(Error::SignedOut)));
}

async fn accounts_are_checked(world: World) {
    let add = async |email: &str, name: &str, password: &str| {
        let new = NewUser {
            email: email.to_owned(),
            name: name.to_owned(),
            password: password.to_owned(),
            lang: Lang::De,
            role: Role::Admin,
            cluster: None,
        };
        world.service.add_user(&world.admin, new).await
    };
    let places = |result| problems(result).into_iter().map(|(_, place)| place).collect::<Vec<String>>();
    assert_eq!(places(add("no address", "", "short").await), ["email", "name", "password"]);
    assert_eq!(places(add("bob@alpes.example", "Bob", "password1").await), ["password"]);
    assert_eq!(places(add("ADA@alpes.example", "Ada", PASSWORD).await), ["email"]);
    let bob = add("Bob@alpes.example", "Bob", "🙂🙂🙂🙂🙂🙂🙂🙂!").await.unwrap();
    assert_eq!((bob.email.as_str(), bob.lang), ("bob@alpes.example", Lang::De));
}
