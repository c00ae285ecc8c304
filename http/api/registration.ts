import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { languages, nearestLanguage } from '../../domain/text.ts';
import { secretShape } from '../account/secrets.ts';
import { openApiSession } from '../account/sessions.ts';
import type { ApiEnv } from './access.ts';
import { shownTokens, tokens } from './auth.ts';
import { type ApiDeps, newPart } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { words } from './listing.ts';
import { converse, type Told } from './registering.ts';
import { body, route } from './route.ts';
import { channel } from './shapes.ts';

const later = {
  preferred_channel: channel.optional(),
  time_zone: words(100).optional().openapi({ example: 'America/Lima' }),
};

const application = z
  .strictObject({
    invite_code: z
      .string()
      .regex(/^[0-9A-Za-z][0-9A-Za-z -]{6,12}$/)
      .openapi({ example: 'K7QM-2XRD' }),
    full_name: words(100),
    graduating_year: z.int(),
    section: words(100).optional(),
    phone_number: words(30).optional().openapi({ example: '+14155550123' }),
    community_name: words(100).optional().openapi({ description: 'For whoever founds the first one' }),
    language: z.enum(languages).optional(),
    ...later,
  })
  .openapi('Application');

/** What is to be told next, or the tokens of the new member, who waits for approval. */
const progress = z
  .strictObject({
    registration_token: z.string(),
    needs: z
      .enum(['code', 'phone_number', 'preferred_channel', 'time_zone', 'community_name', 'section'])
      .nullable(),
    tokens: tokens.nullable(),
  })
  .openapi('RegistrationProgress');

const register = route({
  method: 'post',
  status: 201,
  path: '/auth/register',
  permission: 'community.enter',
  limit: 'registrations',
  tag: 'auth',
  summary: 'Ask to come in with an invite; says what is needed next, as a rule the code sent to the phone',
  request: { body: body(application) },
  data: progress,
});

const verify = route({
  method: 'post',
  path: '/auth/verify-sms',
  permission: 'community.enter',
  tag: 'auth',
  summary: 'Prove the phone by its code, and tell what else was needed',
  request: {
    body: body(
      z
        .strictObject({
          registration_token: words(100).min(1),
          code: z
            .string()
            .regex(/^\d{6}$/)
            .optional(),
          phone_number: words(30).optional(),
          ...later,
        })
        .openapi('Verification'),
    ),
  },
  data: progress,
});

export const registrationRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(register, async (c) => {
      const { invite_code, language: asked, ...told } = c.req.valid('json');
      const language = asked ?? nearestLanguage(c.req.header('accept-language') ?? null);
      const { token, addressId } = await deps.registration.begin(language);
      await deps.registration.say(token, `/start ${invite_code}`, c.var.correlationId);
      return c.json(one(await goOn(deps, c, { token, addressId, language, told })), 201);
    })
    .openapi(verify, async (c) => {
      const { registration_token: token, ...told } = c.req.valid('json');
      const known = secretShape.test(token) ? await deps.registration.find(token) : null;
      if (!known) throw new ApiError('UNAUTHORIZED', 'This registration token does not hold.');
      const language = nearestLanguage(c.req.header('accept-language') ?? null);
      return c.json(one(await goOn(deps, c, { ...known, token, language, told })), 200);
    });

type Needed = z.infer<typeof progress>['needs'];

async function goOn(
  deps: ApiDeps,
  c: Context<ApiEnv>,
  newcomer: { token: string; addressId: string; language: 'en' | 'es'; told: Told },
): Promise<z.infer<typeof progress>> {
  const { token, told } = newcomer;
  const came = await converse(deps, { ...newcomer, correlationId: c.var.correlationId }, told);
  if ('missing' in came) return { registration_token: token, needs: came.missing as Needed, tokens: null };
  const pair = await openApiSession(deps, came.membershipId);
  return { registration_token: token, needs: null, tokens: shownTokens(pair) };
}
