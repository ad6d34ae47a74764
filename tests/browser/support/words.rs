//! Finding what a reader finds: by words, labels and ids, never by where it stands.

use thirtyfour::prelude::*;

use super::{Browser, until};

impl Browser {
    /// All that can be read.
    pub async fn text(&self) -> String {
        match self.driver().find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// Until the page says it.
    pub async fn reads(&self, words: &str) {
        until(&format!("to read {words:?}"), async || {
            if self.text().await.contains(words) { Ok(()) } else { Err(self.report().await) }
        })
        .await;
    }

    /// Until the page does not say it any more.
    pub async fn reads_no_more(&self, words: &str) {
        until(&format!("not to read {words:?}"), async || {
            if self.text().await.contains(words) { Err(self.report().await) } else { Ok(()) }
        })
        .await;
    }

    /// The text of the first visible element.
    pub async fn text_of(&self, css: &str) -> String {
        self.first(By::Css(css), css).await.text().await.expect("a text")
    }

    /// Presses the button or follows the link of that name.
    pub async fn press(&self, name: &str) {
        let named = format!("[normalize-space(.)=\"{name}\" or @aria-label=\"{name}\"]");
        let path = ["button", "a", "summary"].map(|tag| format!("//{tag}{named}")).join(" | ");
        self.press_at(By::XPath(path), name).await;
    }

    /// Presses what the selector finds.
    pub async fn press_css(&self, css: &str) {
        self.press_at(By::Css(css), css).await;
    }

    async fn press_at(&self, by: By, name: &str) {
        until(&format!("to press {name:?}"), async || {
            let mut refused = String::new();
            for found in self.driver().find_all(by.clone()).await.unwrap_or_default() {
                match self.click(&found).await {
                    Ok(()) => return Ok(()),
                    Err(error) => refused = error.to_string(),
                }
            }
            Err(format!("{refused}\n{}", self.report().await))
        })
        .await;
    }

    /// Clicks what is enabled and stays where it is; what is not to be seen refuses by itself.
    async fn click(&self, element: &WebElement) -> WebDriverResult<()> {
        // As a reader would, out from under the bars that stay at the edges.
        let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
        self.driver().execute(scroll, vec![element.to_json()?]).await?;
        let before = element.rect().await?;
        self.frame().await;
        let after = element.rect().await?;
        if (before.x, before.y) != (after.x, after.y) || !element.is_enabled().await? {
            return Err(WebDriverError::FatalError("it moves or is disabled".to_owned()));
        }
        element.click().await
    }

    /// Fills the field of that id.
    pub async fn fill(&self, id: &str, text: &str) {
        until(&format!("to fill #{id}"), async || {
            let typed = async {
                let field = self.driver().find(By::Id(id)).await?;
                field.clear().await?;
                field.send_keys(text).await
            };
            match typed.await {
                Ok(()) => Ok(()),
                Err(error) => Err(format!("{error}\n{}", self.report().await)),
            }
        })
        .await;
    }

    /// Chooses in the list of that id by the value behind the words.
    pub async fn choose(&self, id: &str, value: &str) {
        self.press_css(&format!("select#{id} option[value='{value}']")).await;
    }

    async fn first(&self, by: By, name: &str) -> WebElement {
        until(&format!("to see {name}"), async || {
            for found in self.driver().find_all(by.clone()).await.unwrap_or_default() {
                if found.is_displayed().await.unwrap_or(false) {
                    return Ok(found);
                }
            }
            Err(self.report().await)
        })
        .await
    }

    /// Signs in at the form and waits for the workspace.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.visit("/login").await;
        self.fill("email", email).await;
        self.fill("password", password).await;
        self.press("Sign in").await;
    }
}
