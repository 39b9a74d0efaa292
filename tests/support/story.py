"""The way of one public warning over the API, for tests that are about what comes of it."""

import time


def after(hours):
    """A time so many hours from now, as the API takes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + hours * 3600))


def register_guard(hub, url):
    """Somebody who has to be told by name before the public is."""
    hub.done("register_recipient", {
        "recipient": "guard", "name": "The guard", "sort": "organisation", "tier": "direct", "roles": ["protector"],
        "languages": ["en"], "contacts": [{"channel": "webhook", "address": f"{url}/guard"}]})


def draft(hub, name, radius_km=2, headline="Stay away from the hall"):
    """A public warning round the hall, from the report to the draft of its first edition."""
    done = hub.done
    case = f"case-{name}"
    done("receive_report", {"report": f"r-{name}", "text": "Men look at the hall.", "source": "A call",
                            "reliability": "B", "credibility": "2", "marking": "direct",
                            "first_awareness": {"at": after(-1), "by": "desk"}}, "reporter")
    done("open_case", {"case_id": case, "title": "Threat", "regime": "intelligence", "reports": [f"r-{name}"]})
    done("add_target", {"case_id": case, "target": "hall", "name": "The hall", "type": "place",
                        "place": {"circles": ["55.8258,37.3903 1"]}})
    for aspect in ("what", "where"):
        done("add_facet", {"case_id": case, "facet": f"{aspect}-{name}", "aspect": aspect, "marking": "public",
                           "statement": "An attack is planned near the hall.", "reports": [f"r-{name}"],
                           "cleared": "The source agrees."})
    done("assess_threshold", {"case_id": case, "target": "hall", "answers": [
        {"question": each, "answer": "yes"} for each in ("credible", "specific", "impending", "grave")]})
    done("decide_to_warn", {"case_id": case, "target": "hall", "reason": "It is met."}, "senior_officer")
    done("draft_warning", {
        "warning": name, "case_id": case, "targets": ["hall"], "issuer": "Warning desk",
        "valid": {"from": after(0), "until": after(48)},
        "reach": [{"tier": "public", "area": {"circles": [f"55.8258,37.3903 {radius_km}"]}},
                  {"tier": "direct", "recipients": ["guard"]}],
        "tiers": [{"tier": tier, "language": "en", "headline": f"{headline} ({tier})",
                   "instruction": "Stay away from the hall."} for tier in ("public", "direct")]})


def release(hub, name, radius_km=2, headline="Stay away from the hall"):
    """The same, and let out; every feed of all warnings changes by it."""
    draft(hub, name, radius_km, headline)
    hub.done("release_warning", {"warning": name, "edition": 1}, "releaser")
