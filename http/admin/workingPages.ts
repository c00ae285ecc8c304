import { channels } from './channels/page.tsx';
import { flowPage } from './conversations/flow.tsx';
import { conversationPage } from './conversations/history.tsx';
import { latestConversations } from './conversations/latest.tsx';
import { conversations } from './conversations/page.tsx';
import { deadLetters } from './deadLetters/page.tsx';
import { deliveryPage } from './deliveries/delivery.tsx';
import { deliveries } from './deliveries/page.tsx';
import { digests } from './digests/page.tsx';
import { jobs } from './jobs/page.tsx';
import type { AdminPage } from './page.ts';
import { whatsapp } from './whatsapp/page.tsx';

/** The pages about how it works: what is talked about, what goes out, and what the server does by itself. */
export const workingPages: AdminPage[] = [
  ...[conversations, latestConversations, flowPage, conversationPage],
  ...[deliveries, deliveryPage, deadLetters, digests, channels],
  ...[jobs, whatsapp],
];
