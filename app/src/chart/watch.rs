//! Says when a canvas must be painted anew: its box, the theme, the screen or the font changed.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, EventTarget, MediaQueryList, ResizeObserver};

/// Watches until dropped.
pub struct Watch {
    resize: Option<ResizeObserver>,
    theme: Option<JsValue>,
    listened: Vec<(EventTarget, &'static str)>,
    screen: Rc<Screen>,
    handler: Closure<dyn FnMut()>,
}

/// A query for one resolution: it ends when the window comes to another screen or is zoomed, and is asked anew.
#[derive(Default)]
struct Screen {
    query: RefCell<Option<MediaQueryList>>,
    handler: RefCell<Option<Function>>,
}

impl Watch {
    pub fn new(element: &Element, changed: impl Fn() + 'static) -> Self {
        let screen = Rc::new(Screen::default());
        let asked = screen.clone();
        let handler = Closure::<dyn FnMut()>::new(move || {
            asked.ask();
            changed();
        });
        let function: Function = handler.as_ref().unchecked_ref::<Function>().clone();
        *screen.handler.borrow_mut() = Some(function.clone());
        screen.ask();
        let resize = ResizeObserver::new(&function).ok();
        if let Some(observer) = &resize {
            observer.observe(element);
        }
        let theme = observe_theme(&function);
        let mut watch = Self { resize, theme, listened: Vec::new(), screen, handler };
        let Some(window) = web_sys::window() else { return watch };
        if let Ok(Some(dark)) = window.match_media("(prefers-color-scheme: dark)") {
            watch.listen(dark.into(), "change");
        }
        // A font that arrives late changes the letters.
        if let Some(fonts) = window.document().and_then(|it| Reflect::get(&it, &"fonts".into()).ok())
            && let Ok(fonts) = fonts.dyn_into::<EventTarget>()
        {
            watch.listen(fonts, "loadingdone");
        }
        watch
    }

    fn listen(&mut self, target: EventTarget, event: &'static str) {
        let handler = self.handler.as_ref().unchecked_ref();
        if target.add_event_listener_with_callback(event, handler).is_ok() {
            self.listened.push((target, event));
        }
    }
}

impl Screen {
    fn ask(&self) {
        let Some(handler) = self.handler.borrow().clone() else { return };
        self.forget(&handler);
        let window = web_sys::window();
        let ratio = window.as_ref().map_or(1.0, web_sys::Window::device_pixel_ratio);
        let query = window.and_then(|it| it.match_media(&format!("(resolution: {ratio}dppx)")).ok()?);
        if let Some(query) = &query {
            let _ = query.add_event_listener_with_callback("change", &handler);
        }
        *self.query.borrow_mut() = query;
    }

    fn forget(&self, handler: &Function) {
        if let Some(query) = self.query.borrow_mut().take() {
            let _ = query.remove_event_listener_with_callback("change", handler);
        }
    }
}

/// `<html data-theme>` and its neighbours. By hand: web-sys keeps the observer behind two more features.
fn observe_theme(handler: &Function) -> Option<JsValue> {
    let window = web_sys::window()?;
    let class: Function = Reflect::get(&window, &"MutationObserver".into()).ok()?.dyn_into().ok()?;
    let observer = Reflect::construct(&class, &Array::of1(handler)).ok()?;
    let observe: Function = Reflect::get(&observer, &"observe".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let names = ["data-theme", "class", "style"].map(JsValue::from);
    Reflect::set(&options, &"attributeFilter".into(), &names.iter().collect::<Array>()).ok()?;
    let root = window.document()?.document_element()?;
    observe.call2(&observer, &root, &options).ok()?;
    Some(observer)
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.resize {
            observer.disconnect();
        }
        if let Some(observer) = &self.theme
            && let Ok(disconnect) = Reflect::get(observer, &"disconnect".into())
            && let Ok(disconnect) = disconnect.dyn_into::<Function>()
        {
            let _ = disconnect.call0(observer);
        }
        let handler: &Function = self.handler.as_ref().unchecked_ref();
        for (target, event) in &self.listened {
            let _ = target.remove_event_listener_with_callback(event, handler);
        }
        self.screen.forget(handler);
        self.screen.handler.borrow_mut().take();
    }
}
