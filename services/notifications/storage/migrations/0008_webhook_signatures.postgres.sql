-- Which of a secret's keys sign: WebhookSignature. The webhooks that are there go on with both.
ALTER TABLE subscriptions ADD COLUMN signature BIGINT NOT NULL DEFAULT 3;
