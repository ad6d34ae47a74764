use vigie_domain::access::Role;
use vigie_domain::act::{Act, Deed};
use vigie_domain::problem::ProblemCode;
use vigie_domain::thread::named;

use crate::evidence::{act, told};
use crate::support::{MEMBERS, World, key, new_id, stories};

stories! { people_talk_and_take_back a_mention_waits_until_it_is_read who_comments }

fn say(text: &str) -> Act {
    act(Deed::Say { text: text.to_owned() })
}

async fn texts(world: &World) -> Vec<(String, bool)> {
    let snapshot = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    snapshot.messages.into_iter().map(|message| (message.text, message.amended)).collect()
}

async fn world_with_members(world: &World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
}

async fn people_talk_and_take_back(world: World) {
    world_with_members(&world).await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let before = world.seq("alpes").await;
    let first = say(" Why so few? ");
    for _ in 0..3 {
        assert_eq!(told(&world, &world.admin, &first).await, Ok(before + 1));
    }
    told(&world, &carl, &say("A survey is late.")).await.unwrap();
    let amend = |text: &str| act(Deed::Amend { message: first.id, text: text.to_owned() });
    told(&world, &world.admin, &amend("Why so many?")).await.unwrap();
    assert_eq!(texts(&world).await.iter().find(|(_, amended)| *amended).unwrap().0, "Why so many?");
    assert_eq!(told(&world, &world.admin, &amend(" ")).await, Err(ProblemCode::MessageEmpty));
    assert_eq!(told(&world, &world.admin, &amend("Why so many?")).await, Ok(before + 3));
    // One's own only, also for who may do everything else.
    assert_eq!(told(&world, &carl, &amend("No!")).await, Err(ProblemCode::NotAllowed));
    let unsay = act(Deed::Unsay { message: first.id });
    assert_eq!(told(&world, &carl, &unsay).await, Err(ProblemCode::NotAllowed));
    told(&world, &world.admin, &unsay).await.unwrap();
    assert_eq!(texts(&world).await, [("A survey is late.".to_owned(), false)]);
    assert_eq!(told(&world, &world.admin, &amend("Again")).await, Err(ProblemCode::NotFound));
    let nothing = act(Deed::Unsay { message: new_id() });
    assert_eq!(told(&world, &world.admin, &nothing).await, Err(ProblemCode::NotFound));
}

async fn a_mention_waits_until_it_is_read(world: World) {
    world_with_members(&world).await;
    let rita = world.user("rita@alpes.example", Role::Reader, "alpes").await;
    let her = world.service.snapshot(&rita, "alpes").await.unwrap().me.id;
    let seq = told(&world, &world.admin, &say(&format!("{} look", named(her)))).await.unwrap();
    let mentions = async || world.service.snapshot(&rita, "alpes").await.unwrap().mentions().count();
    assert_eq!(mentions().await, 1);
    world.service.read_thread(&rita, "alpes", &key("members"), seq).await.unwrap();
    assert_eq!(mentions().await, 0);
    world.service.read_thread(&rita, "alpes", &key("members"), u64::from(u32::MAX)).await.unwrap();
    told(&world, &world.admin, &say(&format!("{} again", named(her)))).await.unwrap();
    assert_eq!(mentions().await, 1, "nobody has read what is not there yet");
}

async fn who_comments(world: World) {
    world_with_members(&world).await;
    world.kpi("alpes", r#""key": "others", "nature": "stock", "frequency": "month""#).await;
    world.cluster("rhin").await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let rita = world.user("rita@alpes.example", Role::Reader, "alpes").await;
    let stranger = world.user("sam@alpes.example", Role::Manager, "rhin").await;
    assert!(told(&world, &carl, &say("mine")).await.is_ok());
    let not_his = Act { kpi: key("others"), ..say("his") };
    assert_eq!(told(&world, &carl, &not_his).await, Err(ProblemCode::NotAllowed));
    assert_eq!(told(&world, &rita, &say("a")).await, Err(ProblemCode::NotAllowed));
    assert_eq!(told(&world, &stranger, &say("a")).await, Err(ProblemCode::NotFound));
    let read = world.service.read_thread(&stranger, "alpes", &key("members"), 1).await;
    assert!(matches!(read, Err(vigie_service::Error::NotFound)));
}
